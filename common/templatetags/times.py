from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@register.filter
def relative(at: datetime) -> str:
    """How far away an instant is, in its largest whole unit of days, hours or minutes: "in 3 days", "2 hours ago"."""
    distance = at - timezone.now()
    if abs(distance) < MINUTE:
        return _("now")
    return _ahead(distance) if distance > timedelta() else _past(-distance)


def _ahead(distance: timedelta) -> str:
    if distance >= DAY:
        return ngettext("in %(count)s day", "in %(count)s days", distance // DAY) % {"count": distance // DAY}
    if distance >= HOUR:
        return ngettext("in %(count)s hour", "in %(count)s hours", distance // HOUR) % {"count": distance // HOUR}
    minutes = distance // MINUTE
    return ngettext("in %(count)s minute", "in %(count)s minutes", minutes) % {"count": minutes}


def _past(distance: timedelta) -> str:
    if distance >= DAY:
        return ngettext("%(count)s day ago", "%(count)s days ago", distance // DAY) % {"count": distance // DAY}
    if distance >= HOUR:
        return ngettext("%(count)s hour ago", "%(count)s hours ago", distance // HOUR) % {"count": distance // HOUR}
    minutes = distance // MINUTE
    return ngettext("%(count)s minute ago", "%(count)s minutes ago", minutes) % {"count": minutes}
