"""What a page asks now and then while somebody reads it: how many comments have come since. A query or two each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments.queries.arrivals import place_total, thread_total
from comments.views.draft import draft_or_404


@never_cache
@require_safe
def place_news(request: HttpRequest, slug: str, number: int, eid: str = "") -> HttpResponse:
    """On a provision, or on the whole draft without an `eid`."""
    return _answer(request, place_total(draft_or_404(request, slug, number), user=request.user, eid=eid))


@never_cache
@require_safe
def thread_news(request: HttpRequest, reference: str) -> HttpResponse:
    total = thread_total(request.user, reference)
    if total is None:
        raise Http404
    return _answer(request, total)


def _answer(request: HttpRequest, total: int) -> HttpResponse:
    """Status 204 for nothing new since `?since=`, the total that the page was made with."""
    since = request.GET.get("since", "")
    known = int(since) if since.isascii() and since.isdecimal() and len(since) < 10 else total
    new = total - known
    if new <= 0:
        return HttpResponse(status=204)
    said = ngettext("%(count)s new comment", "%(count)s new comments", new) % {"count": new}
    return JsonResponse({"total": total, "new": new, "said": said})
