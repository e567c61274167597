"""Names of countries by language, from the gettext catalogues that come with pycountry (iso-codes)."""

import gettext
import unicodedata
from functools import cache

import pycountry

# Languages whose catalogue has another name than their BCP 47 tag.
CATALOGUES = {"zh": "zh_CN", "zh_Hans": "zh_CN", "zh_Hant": "zh_TW", "nb": "nb_NO", "no": "nb_NO"}


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue for a BCP 47 tag such as "pt-br"; one that leaves names in English where there is none."""
    base, _, rest = language.replace("-", "_").partition("_")
    base = base.lower()
    exact = f"{base}_{rest.title() if len(rest) == 4 else rest.upper()}" if rest else base
    languages = [CATALOGUES.get(exact, exact), CATALOGUES.get(base, base)]
    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=languages, fallback=True)


def sort_key(name: str) -> tuple[str, str]:
    """Order as a reader expects: without regard to case and accents first ("Åland" beside "Albania")."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return plain.casefold(), name
