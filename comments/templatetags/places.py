"""Names of countries and regions, for templates."""

from django import template

from accounts import countries

register = template.Library()


@register.filter
def country_name(alpha2: str) -> str:
    """The country's name in the reader's language; "" for no code, the code itself for one that ISO does not have."""
    found = countries.country(alpha2)
    return found.name if found else alpha2


@register.filter
def region_name(code: str) -> str:
    """The M49 region's name in the reader's language."""
    return countries.region_name(code)
