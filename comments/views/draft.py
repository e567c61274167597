from __future__ import annotations

from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.reader_kind import ReaderKind
from comments.queries.reader import PlaceCounts, place_counts
from comments.queries.threads import Thread, threads_on
from comments.views.head import Head, head_of
from comments.views.leaf import Leaf, leaf_asked
from comments.views.places import PlaceOnPage, marked, most_discussed, outline, whole_draft
from comments.views.printed import names_of, printed, text_of
from common.htmx import HtmxRequest
from common.keyset import KeysetPage
from common.prepared import Given, Prepared
from consultations.models import Draft, Prompt
from consultations.queries.prompt import prompts_beside

MOST_DISCUSSED = 6


def draft_or_404(request: HttpRequest, slug: str, number: int) -> Draft:
    try:
        return _drafts(ReaderKind.of(request.user)).get(reader=request.user.pk, slug=slug, number=number)
    except Draft.DoesNotExist:
        raise Http404 from None


@cache
def _drafts(kind: ReaderKind) -> Prepared[Draft]:
    drafts = Draft.objects.visible_to(kind.anyone).select_related("consultation")
    return Prepared(drafts.filter(consultation__slug=Given("slug"), number=Given("number")))


def reader_language(draft: Draft) -> str:
    """The reader's language where the draft has it, else the authoritative one."""
    language = get_language() or ""
    return language if language in draft.further_languages else draft.language


@require_safe
def reader(request: HtmxRequest, slug: str, number: int) -> HttpResponse:
    """The draft as a document, a long one a page at a time (`views/leaf.py` says how a page is asked for); `?p=<eid>`
    opens the threads of a provision beside it.

    A script gets the named part `discussion` of the same page alone, as htmx would.
    """
    draft = draft_or_404(request, slug, number)
    language = reader_language(draft)
    leaf = leaf_asked(draft, language, request.GET, user=request.user)
    if leaf is None:
        raise Http404
    partial = request.htmx and not request.htmx.history_restore_request
    words = [it for stretch in leaf.shown for it in printed(draft, language, stretch)]
    counts = place_counts(draft, user=request.user, of=[it.pk for it in words] if leaf.is_part else None)
    places = marked(draft, words, counts)
    chosen = next((it for it in places if it.eid == request.GET.get("p")), None)
    head = head_of(draft.consultation, user=request.user, at=timezone.now(), draft=draft)
    context = {
        "head": head,
        "place": "draft",
        "draft": draft,
        "language": language,
        "leaf": leaf,
        "places": places,
        "text": text_of(places, chosen=chosen.eid if chosen else ""),
        "outline": outline(places),
        "whole_draft": whole_draft(draft, counts.get(None, PlaceCounts())),
        "most_discussed": [] if chosen else _most_discussed(draft, language, leaf, places),
        "chosen": chosen,
        "chosen_eid": chosen.eid if chosen else "",
        "prompts": _prompts(request, head, chosen),
        "threads": _threads(request, draft, chosen),
    }
    response = render(request, "comments/reader.html" + ("#discussion" if partial else ""), context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _most_discussed(draft: Draft, language: str, leaf: Leaf, places: list[PlaceOnPage]) -> list[PlaceOnPage]:
    """Of all places of the draft: of `places` where they are all on the page, else those that the tallies name."""
    if not leaf.is_part:
        return most_discussed(places, size=MOST_DISCUSSED)
    ranked = sorted(leaf.totals.items(), key=lambda it: (-it[1], it[0]))[:MOST_DISCUSSED]
    names = names_of(draft, language, leaf.stretches, [order for order, _total in ranked])
    return [
        PlaceOnPage(draft, names[order].name, PlaceCounts(total), provision=names[order]) for order, total in ranked
    ]


def _prompts(request: HttpRequest, head: Head, chosen: PlaceOnPage | None) -> list[Prompt]:
    """What the open round asks beside the chosen provision."""
    if chosen is None or head.round is None or not head.is_open:
        return []
    return prompts_beside(head.round, chosen.eid, user=request.user)


def _threads(request: HttpRequest, draft: Draft, chosen: PlaceOnPage | None) -> KeysetPage[Thread] | None:
    if chosen is None:
        return None
    provision = get_object_or_404(draft.provisions, eid=chosen.eid)
    return threads_on(user=request.user, draft=draft, provision=provision)
