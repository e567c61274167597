from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from comments.queries.carried import carried_to
from comments.queries.filters import Filters
from comments.queries.passages import spoken_of
from comments.queries.reader import (
    Neighbourhood,
    PlaceCounts,
    ReaderProvision,
    neighbourhood,
    page_around,
)
from comments.queries.threads import threads_on
from comments.queries.totals import place_totals
from comments.views.became import Became, what_became
from comments.views.carried_marks import CarriedMark, carried_mark
from comments.views.choices import choices_of, groupings_for, sorts
from comments.views.draft import draft_or_404, reader_language
from comments.views.head import head_of
from comments.views.passages import with_passages
from comments.views.places import PlaceOnPage, places_in, whole_draft
from comments.views.visiting import here_of
from common.htmx import part
from consultations.models import Draft, Provision
from consultations.queries.prompt import prompts_beside

MOST_SHOWN = 100
MOST_CHARACTERS = 16_000
"""Of the words of a chapter its page shows so many provisions or characters at most; the rest is read in the draft."""


@dataclass(frozen=True)
class Here:
    """A place with its words, those of everything below it unless `is_cut`, and its neighbours in the draft."""

    place: PlaceOnPage
    provision: Provision | None = None
    words: Sequence[PlaceOnPage] = ()
    is_cut: bool = False
    previous: PlaceOnPage | None = None
    next: PlaceOnPage | None = None


@require_safe
def provision(request: HttpRequest, slug: str, number: int, eid: str) -> HttpResponse:
    """A provision at its permanent address: its words, its threads, totals by group and region."""
    draft = draft_or_404(request, slug, number)
    return _place_page(request, draft, _shortened(here_around(draft, around_or_404(draft, eid), most=MOST_SHOWN)))


@require_safe
def whole(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The threads on the whole draft."""
    draft = draft_or_404(request, slug, number)
    return _place_page(request, draft, here_around(draft, None))


def around_or_404(draft: Draft, eid: str) -> Neighbourhood | None:
    """What stands around the provision of that `eid`; None for the whole draft, which is ""."""
    around = neighbourhood(draft, eid) if eid else None
    if eid and around is None:
        raise Http404
    return around


def here_around(draft: Draft, around: Neighbourhood | None, *, most: int | None = None) -> Here:
    """A provision with so many provisions at most, or the whole draft."""
    if around is None:
        return Here(whole_draft(draft, PlaceCounts()))
    first = around.provision.order
    last = around.last if most is None else min(around.last, first + most - 1)
    by_order = {it.order: it for it in places_in(page_around(draft, reader_language(draft), around, last=last))}
    words = [it for order, it in by_order.items() if first <= order <= last]
    return Here(
        place=words[0],
        provision=around.provision,
        words=words,
        is_cut=last < around.last,
        previous=by_order.get(around.previous or 0),
        next=by_order.get(around.next or 0),
    )


def _shortened(here: Here) -> Here:
    lengths = accumulate(len(it.provision.html) for it in here.words if isinstance(it.provision, ReaderProvision))
    fitting = max(1, bisect_right(list(lengths), MOST_CHARACTERS))
    return replace(here, words=here.words[:fitting], is_cut=here.is_cut or fitting < len(here.words))


def _with_passages(request: HttpRequest, draft: Draft, here: Here) -> list[PlaceOnPage]:
    shown = [it.provision.pk for it in here.words if it.provision]
    spoken = spoken_of(draft, reader_language(draft), user=request.user, provisions=shown)
    return with_passages(here.words, spoken)


def _became(request: HttpRequest, draft: Draft, here: Here) -> list[Became]:
    """A query, only where a later draft is there to be seen."""
    was = here.place.provision
    if not (draft.has_successor and here.provision and isinstance(was, ReaderProvision)):  # type: ignore[attr-defined]  # annotated by draft_or_404
        return []
    return what_became(here.provision, was, user=request.user)


def _carried(request: HttpRequest, draft: Draft, provision: Provision | None) -> CarriedMark | None:
    """What stands here of the comments on earlier drafts; a query for drafts that have any."""
    if provision is None:
        return None
    stands = carried_to(draft, user=request.user, only=[provision.pk])
    return carried_mark(draft, provision.eid, stands.get(provision.pk, ()))


def _place_page(request: HttpRequest, draft: Draft, here: Here) -> HttpResponse:
    filters = Filters.read(request.GET, here_of(request, draft.consultation))
    totals = place_totals(user=request.user, draft=draft, provision=here.provision)
    head = head_of(draft.consultation, user=request.user, at=timezone.now(), draft=draft)
    context = {
        "head": head,
        "place": "draft",
        "draft": draft,
        "here": here,
        "words": _with_passages(request, draft, here),
        "became": _became(request, draft, here),
        "prompts": prompts_beside(head.round, here.place.eid, user=request.user) if head.round and head.is_open else [],
        "threads": threads_on(
            user=request.user,
            draft=draft,
            provision=here.provision,
            filters=filters,
            cursor=request.GET.get("cursor", ""),
        ),
        "totals": totals,
        "choices": choices_of(
            filters,
            groups=totals.groups,
            groupings=groupings_for(filters),
            languages=[draft.language, *draft.further_languages],
        ),
        "sorts": sorts(),
        "carried": _carried(request, draft, here.provision),
    }
    response = render(request, "comments/provision.html" + part(request, "threads"), context)
    patch_vary_headers(response, ["HX-Request"])
    return response
