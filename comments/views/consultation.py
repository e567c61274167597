from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comments.queries.rounds import rounds_now
from comments.queries.totals import round_totals
from comments.views.head import head_of
from common.markup import render as render_markup
from consultations.models import Consultation, Draft


@require_safe
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """What is asked, when, on which drafts, and who has spoken."""
    shown = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    now = timezone.now()
    head = head_of(shown, user=request.user, at=now)
    drafts = Draft.objects.visible_to(request.user).filter(consultation=shown).select_related("source", "consultation")
    return render(
        request,
        "comments/consultation.html",
        {
            "head": head,
            "place": "overview",
            "summary": render_markup(shown.summary).html,
            "rounds": rounds_now(head.rounds, user=request.user, at=now),
            "drafts": drafts.order_by("-number"),
            "totals": round_totals([head.round], user=request.user, by_grouping=True) if head.round else None,
        },
    )
