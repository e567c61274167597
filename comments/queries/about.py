"""Comments by what they are about."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from comments.asked_places import AskedPlace
from comments.models import Anchor


def hangs_on(place: AskedPlace, *, root: str) -> Q:
    """The condition that a thread, whose first comment is at the path `root`, hangs on that place: of a passage on any
    words of it. Whose draft it is, the list says."""
    here = Anchor.objects.filter(comment=OuterRef(root), type=place.type)
    if place.eid:
        here = here.filter(provision__eid=place.eid)
    if place.span is not None:
        start, end = place.span
        here = here.filter(provision_text__language=place.language, start__lt=end, end__gt=start)
    return Q(Exists(here))
