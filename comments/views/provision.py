from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comments.queries.filters import Filters
from comments.queries.reader import PlaceCounts, reader_page
from comments.queries.threads import threads_on
from comments.queries.totals import place_totals
from comments.views.choices import choices_of
from comments.views.draft import draft_or_404, reader_language
from comments.views.head import head_of
from comments.views.places import PlaceOnPage, places_in, whole_draft
from consultations.models import Draft, Provision


@dataclass(frozen=True)
class Here:
    """A place with its words, those of everything below it, and its neighbours in the draft."""

    place: PlaceOnPage
    words: Sequence[PlaceOnPage] = ()
    previous: PlaceOnPage | None = None
    next: PlaceOnPage | None = None


@require_safe
def provision(request: HttpRequest, slug: str, number: int, eid: str) -> HttpResponse:
    """A provision at its permanent address: its words, its threads, totals by group and region."""
    draft = draft_or_404(request, slug, number)
    return _place_page(request, draft, here_at(draft, eid))


@require_safe
def whole(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The threads on the whole draft."""
    draft = draft_or_404(request, slug, number)
    return _place_page(request, draft, here_at(draft, ""))


def here_at(draft: Draft, eid: str) -> Here:
    """The provision of that `eid`, or the whole draft for ""; 404 for one that the draft does not have."""
    if not eid:
        return Here(whole_draft(draft, PlaceCounts()))
    places = places_in(reader_page(draft, reader_language(draft)))
    index = next((index for index, it in enumerate(places) if it.eid == eid), None)
    if index is None:
        raise Http404
    end = _end_of(places, index)
    return Here(
        place=places[index],
        words=places[index:end],
        previous=next((it for it in reversed(places[:index]) if _depth(it) <= _depth(places[index])), None),
        next=places[end] if end < len(places) else None,
    )


def _place_page(request: HttpRequest, draft: Draft, here: Here) -> HttpResponse:
    pk = here.place.provision.pk if here.place.provision else None
    provision = Provision.objects.get(pk=pk, draft=draft) if pk else None
    filters = Filters.read(request.GET)
    totals = place_totals(draft=draft, provision=provision)
    context = {
        "head": head_of(draft.consultation, user=request.user, at=timezone.now(), draft=draft),
        "place": "draft",
        "draft": draft,
        "here": here,
        "threads": threads_on(
            user=request.user,
            draft=draft,
            provision=provision,
            filters=filters,
            cursor=request.GET.get("cursor", ""),
        ),
        "totals": totals,
        "choices": choices_of(filters, totals),
    }
    return render(request, "comments/provision.html", context)


def _depth(place: PlaceOnPage) -> int:
    return place.provision.depth if place.provision else 0


def _end_of(places: Sequence[PlaceOnPage], index: int) -> int:
    """The index after the last provision below the one at `index`."""
    end = index + 1
    while end < len(places) and _depth(places[end]) > _depth(places[index]):
        end += 1
    return end
