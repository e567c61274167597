"""What became of the comments on earlier drafts, for everybody."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comments.enums import PlacementState
from comments.queries.carried import carried_figures, carried_page
from comments.views.draft import draft_or_404
from comments.views.head import head_of
from consultations.models import Provision


@require_safe
def carried(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The sums of the draft, and the comments one by one: all, of one class (`?state=`), at one provision (`?p=`)."""
    draft = draft_or_404(request, slug, number)
    state, eid = request.GET.get("state", ""), request.GET.get("p", "")
    if state and state not in PlacementState:
        raise Http404
    provision = get_object_or_404(Provision.objects.filter(draft=draft), eid=eid) if eid else None
    chosen = PlacementState(state) if state else None
    cursor = request.GET.get("cursor", "")
    context = {
        "head": head_of(draft.consultation, user=request.user, at=timezone.now(), draft=draft),
        "place": "draft",
        "draft": draft,
        "figures": carried_figures(draft, user=request.user),
        "states": list(PlacementState),
        "chosen": chosen,
        "provision": provision,
        "page": carried_page(draft, user=request.user, state=chosen, provision=provision, cursor=cursor),
        "query": urlencode([(name, value) for name, value in (("state", state), ("p", eid)) if value]),
    }
    return render(request, "comments/carried.html", context)
