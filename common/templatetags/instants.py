"""How times are named, for templates."""

from datetime import UTC, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.timesince import timeuntil
from django.utils.translation import gettext, ngettext

register = template.Library()


@register.filter
def zone_name(zone: str) -> str:
    """An IANA zone as people say it, by its city: “Africa/Nairobi” is “Nairobi time”; “UTC” stays."""
    region, _slash, city = zone.rpartition("/")
    return gettext("%(city)s time") % {"city": city.replace("_", " ")} if region else zone


@register.filter
def machine_time(at: datetime) -> str:
    """ISO 8601 in UTC, as machines read it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@register.filter
def left(at: datetime) -> str:
    """How long it is until `at`: whole days while there are two or more, then hours and minutes."""
    days = (at - timezone.now()) // timedelta(days=1)
    if days < 2:
        return gettext("%(time)s left") % {"time": timeuntil(at)}
    return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days}
