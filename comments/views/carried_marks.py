"""Where a draft's pages say that comments on earlier drafts stand at a provision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.views.places import PlaceOnPage, Printed
from consultations.models import Draft

Carried = Mapping[int, Sequence[tuple[str, int]]]


@dataclass(frozen=True)
class CarriedMark:
    """“3 comments from Version 1”, and where they are read."""

    words: str
    url: str


def carried_url(draft: Draft, eid: str = "") -> str:
    address = reverse("carried", args=[draft.consultation.slug, draft.number])
    return f"{address}?{urlencode({'p': eid})}" if eid else address


def carried_mark(draft: Draft, eid: str, stands: Sequence[tuple[str, int]]) -> CarriedMark | None:
    """For a provision; None where nothing was carried there."""
    if not stands:
        return None
    count = sum(number for _label, number in stands)
    if len(stands) == 1:
        words = ngettext("%(count)s comment from “%(draft)s”", "%(count)s comments from “%(draft)s”", count)
    else:
        words = ngettext("%(count)s comment from earlier drafts", "%(count)s comments from earlier drafts", count)
    return CarriedMark(words % {"count": count, "draft": stands[0][0]}, carried_url(draft, eid))


def with_carried(places: Sequence[PlaceOnPage], carried: Carried) -> list[PlaceOnPage]:
    """Printed provisions with the way to what was carried to them."""
    return [_with_carried(it, carried) for it in places] if carried else list(places)


def _with_carried(place: PlaceOnPage, carried: Carried) -> PlaceOnPage:
    if not isinstance(place.provision, Printed) or place.provision.pk not in carried:
        return place
    mark = carried_mark(place.draft, place.eid, carried[place.provision.pk])
    if mark is None:
        return place
    label = _("%(words)s, on %(place)s") % {"words": mark.words, "place": place.name}
    link = f'<a href="{escape(mark.url)}" aria-label="{escape(label)}">{escape(mark.words)}</a>'
    words = f'{place.provision.words}<p class="carried-mark">{link}</p>'
    return replace(place, provision=place.provision._replace(words=words))
