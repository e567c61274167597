"""One country or territory of ISO 3166-1."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import pycountry
from django.utils.translation import get_language

from accounts.countries.m49 import PLACES
from accounts.countries.names import catalogue, sort_key


@dataclass(frozen=True)
class Country:
    """Codes of a country; its regions are M49 codes, "" where M49 has none (Antarctica, Taiwan).

    `m49` has three digits. `iso_name` is the short name of ISO 3166-1 in English.
    """

    alpha2: str
    alpha3: str
    m49: str
    iso_name: str
    region: str
    subregion: str
    intermediate: str

    @property
    def name(self) -> str:
        """The name in the active language."""
        return self.name_in(get_language() or "en")

    def name_in(self, language: str) -> str:
        """The ISO short name in a language, in English where there is no translation."""
        return catalogue(language).gettext(self.iso_name)


@cache
def countries() -> Mapping[str, Country]:
    """Every country by alpha-2."""
    made = {
        entry.alpha_2: Country(
            entry.alpha_2, entry.alpha_3, entry.numeric, entry.name, *PLACES.get(entry.alpha_2, ("", "", ""))
        )
        for entry in pycountry.countries
    }
    return MappingProxyType(made)


def country(alpha2: str) -> Country | None:
    """The country of an alpha-2 code written in capitals, as it is stored; `find` reads what people write."""
    return countries().get(alpha2)


@cache
def all_countries(language: str) -> tuple[Country, ...]:
    """Every country, sorted by its name in that language."""
    return tuple(sorted(countries().values(), key=lambda it: sort_key(it.name_in(language))))
