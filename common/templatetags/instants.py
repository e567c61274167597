"""How times are named, for templates."""

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def zone_name(zone: str) -> str:
    """An IANA zone as people say it, by its city: “Africa/Nairobi” is “Nairobi time”; “UTC” stays."""
    region, _slash, city = zone.rpartition("/")
    return gettext("%(city)s time") % {"city": city.replace("_", " ")} if region else zone
