from __future__ import annotations

from functools import cache
from urllib.parse import parse_qsl, urlencode

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.reader_kind import ReaderKind
from comments.queries.carried import carried_to
from comments.queries.filters import Filters
from comments.queries.news import news_on
from comments.queries.passages import spoken_of
from comments.queries.reader import PlaceCounts, place_counts
from comments.views.carried_marks import Carried, CarriedMark, carried_mark, with_carried
from comments.views.choices import sorts
from comments.views.discussion import discussion_of
from comments.views.head import head_of
from comments.views.jump import jump_asked
from comments.views.leaf import ALL, Leaf, leaf_asked
from comments.views.passages import with_passages
from comments.views.places import PlaceOnPage, marked, most_discussed, outline, whole_draft
from comments.views.printed import names_of, printed, text_of
from comments.views.visiting import here_of
from common.htmx import HtmxRequest
from common.prepared import Given, Prepared
from consultations.models import Draft

MOST_DISCUSSED = 6


def draft_or_404(request: HttpRequest, slug: str, number: int) -> Draft:
    try:
        return _drafts(ReaderKind.of(request.user)).get(reader=request.user.pk, slug=slug, number=number)
    except Draft.DoesNotExist:
        raise Http404 from None


@cache
def _drafts(kind: ReaderKind) -> Prepared[Draft]:
    """`has_successor` says whether the reader may see a draft that follows."""
    later = Draft.objects.visible_to(kind.anyone).filter(predecessor=OuterRef("pk"))
    drafts = Draft.objects.visible_to(kind.anyone).select_related("consultation", "predecessor")
    drafts = drafts.annotate(has_successor=Exists(later))
    return Prepared(drafts.filter(consultation__slug=Given("slug"), number=Given("number")))


def reader_language(draft: Draft) -> str:
    """The reader's language where the draft has it, else the authoritative one."""
    language = get_language() or ""
    return language if language in draft.further_languages else draft.language


@require_safe
def reader(request: HtmxRequest, slug: str, number: int) -> HttpResponse:
    """The draft as a document, a long one a page at a time (`views/leaf.py` says how a page is asked for); `?p=<eid>`
    opens the threads of a provision beside it, `?number=5.2` leads to the provision of that number.

    A script gets the named part `discussion` of the same page alone, as htmx would.
    """
    draft = draft_or_404(request, slug, number)
    language = reader_language(draft)
    here = here_of(request, draft.consultation)
    filters = Filters.read(request.GET, here)
    jump = jump_asked(draft, language, request.GET)
    kept = [*([("page", ALL)] if request.GET.get("page") == ALL else []), *parse_qsl(filters.query)]
    if jump and jump.only:
        return redirect(jump.address_of(jump.only, urlencode(kept)))
    leaf = leaf_asked(draft, language, request.GET, user=request.user, query=filters.query)
    if leaf is None:
        raise Http404
    partial = request.htmx and not request.htmx.history_restore_request
    words = [it for stretch in leaf.shown for it in printed(draft, language, stretch)]
    counts = place_counts(draft, user=request.user, of=[it.pk for it in words] if leaf.is_part else None)
    places = marked(draft, words, counts, news=news_on(draft, here, user=request.user))
    chosen = next((it for it in places if it.eid == request.GET.get("p")), None)
    carried = carried_to(draft, user=request.user, only=[it.pk for it in words] if leaf.is_part else None)
    head = head_of(draft.consultation, user=request.user, at=timezone.now(), draft=draft)
    context = {
        "head": head,
        "place": "draft",
        "draft": draft,
        "language": language,
        "leaf": leaf,
        "places": places,
        "jump": jump,
        "text": text_of(
            with_carried(_with_passages(places, draft, language, request), carried),
            chosen=chosen.eid if chosen else "",
            query=filters.query,
            takes_comments=head.may_comment,
        ),
        "outline": outline(places),
        "whole_draft": whole_draft(draft, counts.get(None, PlaceCounts())),
        "most_discussed": [] if chosen else _most_discussed(draft, language, leaf, places),
        "discussion": discussion_of(chosen, request=request, draft=draft, head=head, filters=filters, places=places),
        "chosen": chosen,
        "carried": carried_mark(draft, chosen.eid, carried.get(chosen.provision.pk, ()))
        if chosen and chosen.provision
        else None,
        "chosen_eid": chosen.eid if chosen else "",
        "query": filters.query,
        "kept": kept,
        "sorts": sorts(),
    }
    response = render(request, "comments/reader.html" + ("#discussion" if partial else ""), context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _with_passages(places: list[PlaceOnPage], draft: Draft, language: str, request: HttpRequest) -> list[PlaceOnPage]:
    discussed = [it.provision.pk for it in places if it.provision and it.counts.count]
    return with_passages(places, spoken_of(draft, language, user=request.user, provisions=discussed))


def _carried(chosen: PlaceOnPage | None, carried: Carried) -> CarriedMark | None:
    if chosen is None or chosen.provision is None:
        return None
    return carried_mark(chosen.draft, chosen.eid, carried.get(chosen.provision.pk, ()))


def _most_discussed(draft: Draft, language: str, leaf: Leaf, places: list[PlaceOnPage]) -> list[PlaceOnPage]:
    """Of all places of the draft: of `places` where they are all on the page, else those that the tallies name."""
    if not leaf.is_part:
        return most_discussed(places, size=MOST_DISCUSSED)
    ranked = sorted(leaf.totals.items(), key=lambda it: (-it[1], it[0]))[:MOST_DISCUSSED]
    names = names_of(draft, language, leaf.stretches, [order for order, _total in ranked])
    return [
        PlaceOnPage(draft, names[order].name, PlaceCounts(total), provision=names[order]) for order, total in ranked
    ]
