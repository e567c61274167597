from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from comments.queries.reader import reader_page
from comments.queries.threads import Thread, threads_on
from comments.views.head import head_of
from comments.views.places import PlaceOnPage, most_discussed, outline, places_in, whole_draft
from common.keyset import KeysetPage
from consultations.models import Draft, Provision


class HtmxRequest(HttpRequest):
    """A request as django-htmx' middleware leaves it."""

    htmx: HtmxDetails


def draft_or_404(request: HttpRequest, slug: str, number: int) -> Draft:
    drafts = Draft.objects.visible_to(request.user).select_related("consultation")
    return get_object_or_404(drafts, consultation__slug=slug, number=number)


def reader_language(draft: Draft) -> str:
    """The reader's language where the draft has it, else the authoritative one."""
    language = get_language() or ""
    return language if language in draft.further_languages else draft.language


@require_safe
def reader(request: HtmxRequest, slug: str, number: int) -> HttpResponse:
    """The draft as a document; `?p=<eid>` opens the threads of a provision beside it.

    htmx gets the named part `discussion` of the same page alone.
    """
    draft = draft_or_404(request, slug, number)
    page = reader_page(draft, reader_language(draft))
    places = places_in(page)
    chosen = next((it for it in places if it.eid == request.GET.get("p")), None)
    context = {
        "head": head_of(draft.consultation, user=request.user, at=timezone.now(), draft=draft),
        "place": "draft",
        "draft": draft,
        "language": page.language,
        "places": places,
        "outline": outline(places),
        "whole_draft": whole_draft(draft, page.whole_draft),
        "most_discussed": most_discussed(places),
        "chosen": chosen,
        "chosen_eid": chosen.eid if chosen else "",
        "threads": _threads(request, draft, chosen),
    }
    partial = request.htmx and not request.htmx.history_restore_request
    response = render(request, "comments/reader.html" + ("#discussion" if partial else ""), context)
    if partial:
        response["HX-Push-Url"] = request.get_full_path()
    patch_vary_headers(response, ["HX-Request"])
    return response


def _threads(request: HttpRequest, draft: Draft, chosen: PlaceOnPage | None) -> KeysetPage[Thread] | None:
    if chosen is None:
        return None
    provision = Provision.objects.get(draft=draft, eid=chosen.eid)
    return threads_on(user=request.user, draft=draft, provision=provision)
