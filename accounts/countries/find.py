"""Finding the country that somebody wrote: a code or a name, in any language that iso-codes knows."""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pycountry

from accounts.countries.country import Country, countries
from accounts.countries.names import catalogue

# English names that were official or are common, which neither ISO 3166-1 nor M49 holds any more.
FORMER_NAMES = {
    "Burma": "MM",
    "Cape Verde": "CV",
    "East Timor": "TL",
    "Great Britain": "GB",
    "Ivory Coast": "CI",
    "Macedonia": "MK",
    "Swaziland": "SZ",
    "Turkey": "TR",
    "Vatican City": "VA",
}
# Languages whose catalogues are complete and well kept; the sketchy ones hold mistakes (one has "Mexico" for Malaysia).
# fmt: off
LANGUAGES = (
    "ar", "bg", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fa", "fi", "fr", "ga", "gl", "he", "hi",
    "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "nb_NO", "nl", "nn", "pl", "pt", "pt_BR", "ro",
    "ru", "sk", "sl", "sq", "sr", "sv", "th", "tr", "uk", "vi", "zh_CN", "zh_TW",
)
# fmt: on


def plain(text: str) -> str:
    """Text without case, accents and punctuation and without a leading "the", for comparing names.

    Only the marks of Latin, Greek and Cyrillic count as accents: in Indic scripts they are vowels.
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    letters = (character for character in decomposed if not "\u0300" <= character <= "\u036f")
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in letters).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def find(text: str) -> Country | None:
    """The country that a code (alpha-2, alpha-3, M49) or a name stands for; None where that is not sure.

    English names go before translations; a name that means two countries in two languages means none here.
    """
    written = text.strip()
    if len(written) > 200:
        return None
    if written.isascii() and written.isdigit() and len(written) <= 3:
        return by_code().get(written.zfill(3))
    found = by_code().get(written.replace(".", "").upper())
    if found:
        return found
    name = plain(written)
    return english_names().get(name) or translated_names().get(name)


@cache
def by_code() -> Mapping[str, Country]:
    """Countries by alpha-2, alpha-3 and three-digit M49 code."""
    return {code: it for it in countries().values() for code in (it.alpha2, it.alpha3, it.m49)}


@cache
def english_names() -> Mapping[str, Country]:
    """Countries by their names in ISO 3166-1 and by those of the UN, which are in six languages."""
    others = json.loads((Path(__file__).parent / "other_names.json").read_text(encoding="utf-8"))
    pairs = [(name, alpha2) for alpha2, names in others.items() for name in names]
    pairs += [(name, entry.alpha_2) for entry in pycountry.countries for name in names_in(entry)]
    heads = [(entry.name.split(", ")[0], entry.alpha_2) for entry in pycountry.countries if ", " in entry.name]
    return {**sure(heads), **sure([*pairs, *FORMER_NAMES.items()])}


@cache
def translated_names() -> Mapping[str, Country]:
    """Countries by their names in LANGUAGES, without the official ones, which even good catalogues mix up.

    The first call reads the catalogues, which takes a moment.
    """
    translators = [catalogue(language).gettext for language in LANGUAGES]
    names = [(entry.alpha_2, name) for entry in pycountry.countries for name in short_names(entry)]
    return sure((translate(name), alpha2) for translate in translators for alpha2, name in names)


def short_names(entry: object) -> list[str]:
    """The short names of one pycountry entry."""
    return [name for field in ("name", "common_name") if (name := getattr(entry, field, ""))]


def names_in(entry: object) -> list[str]:
    """All names of one pycountry entry, and those with a comma also turned round ("Republic of Korea")."""
    names = [*short_names(entry), getattr(entry, "official_name", "")]
    turned = [" ".join(reversed(name.split(", "))) for name in names if name.count(", ") == 1]
    return [name for name in [*names, *turned] if name]


def sure(pairs: Iterable[tuple[str, str]]) -> Mapping[str, Country]:
    """Countries by plain name, leaving out what is no name or stands for more than one of them."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, alpha2 in pairs:
        found[plain(name)].add(alpha2)
    return {name: countries()[codes.pop()] for name, codes in found.items() if name and len(codes) == 1}
