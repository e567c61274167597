"""How times are named, for templates."""

from datetime import UTC, datetime, timedelta

from babel import Locale
from babel.core import get_global
from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timeuntil
from django.utils.translation import get_language, gettext, ngettext

register = template.Library()

FORMER_NAMES = {zone: former for former, zone in get_global("zone_aliases").items()}
"""CLDR keeps the first name of a zone for ever: Asia/Calcutta."""
WITH_WEEKDAY = {
    "ar": "{weekday}، {time}",
    "ru": "{weekday}, {time}",
    "zh-hans": "{date}{weekday} {hour}",
}
"""Where the day of the week stands, by language; elsewhere before the rest, without a comma."""


@register.filter
def with_weekday(at: datetime) -> str:
    """Date and time as the language writes them, with the day of the week, as in the middle of a sentence.

    On the clock of `at`'s own zone. English writes its days with a capital; French, Spanish and Russian do not, though
    Django has Russian ones as they begin a line; Arabic and Chinese have no capitals.
    """
    language = get_language() or "en"
    weekday = date_format(at, "l")
    return WITH_WEEKDAY.get(language, "{weekday} {time}").format(
        weekday=weekday if language.startswith("en") else weekday.lower(),
        time=date_format(at, "DATETIME_FORMAT"),
        date=date_format(at, "DATE_FORMAT"),
        hour=date_format(at, "TIME_FORMAT"),
    )


@register.filter
def zone_name(zone: str) -> str:
    """An IANA zone as people say it, by its city: “Africa/Nairobi” is “Nairobi time”; “UTC” stays."""
    return gettext("%(city)s time") % {"city": city_of(zone)} if "/" in zone else zone


def city_of(zone: str) -> str:
    """In the reader's language where CLDR has it, else as the zone is spelt."""
    known = Locale.parse((get_language() or settings.LANGUAGE_CODE).partition("-")[0]).time_zones
    for name in (zone, FORMER_NAMES.get(zone, zone)):
        if city := known.get(name, {}).get("city"):
            return str(city)
    return zone.rpartition("/")[2].replace("_", " ")


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
