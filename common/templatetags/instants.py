"""How times are named, for templates."""

from django import template

register = template.Library()


@register.filter
def zone_city(zone: str) -> str:
    """The city that an IANA zone is named after: “Africa/Nairobi” is Nairobi; “UTC” stays."""
    return zone.rpartition("/")[2].replace("_", " ")
