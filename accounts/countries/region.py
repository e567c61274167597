"""The regions of UN M49 and their names."""

from functools import cache
from types import MappingProxyType

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from accounts.countries.m49 import PLACES, REGION_NAMES

# What stands in filters and counts where no country, region or group was given.
NOT_STATED = "not-stated"
NOT_STATED_NAME = gettext_noop("Not stated")

# The five top regions: code to English name, in the order of the codes.
REGIONS = MappingProxyType(
    {code: REGION_NAMES[code] for code in sorted({place[0] for place in PLACES.values()} - {""})}
)


def region_name(code: str, language: str | None = None) -> str:
    """The name of a region, subregion or intermediate region in `language` (default: the active one).

    English where there is no translation; "Not stated" for NOT_STATED; "" for a code that M49 does not have.
    """
    name = NOT_STATED_NAME if code == NOT_STATED else REGION_NAMES.get(code, "")
    if not name or language is None:
        return gettext(name) if name else ""
    with translation.override(language):
        return gettext(name)


@cache
def subregions(region: str) -> tuple[str, ...]:
    """The codes of a region's subregions."""
    return tuple(sorted({place[1] for place in PLACES.values() if place[0] == region and place[1]}))
