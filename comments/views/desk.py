from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comments.permissions import can_moderate
from comments.queries.filters import Filters
from comments.queries.threads import comments_of
from comments.queries.totals import round_totals
from comments.views.choices import choices_of, groupings_for
from consultations.models import Round
from consultations.views.desk import consultation_at_desk


@require_safe
@login_required
def desk_comments(request: HttpRequest, slug: str) -> HttpResponse:
    """Every comment of a consultation for its team, newest first; `?answered=no` leaves those without a response."""
    consultation = consultation_at_desk(request.user, slug)
    filters = Filters.read(request.GET)
    cursor = request.GET.get("cursor", "")
    rounds = Round.objects.visible_to(request.user).filter(consultation=consultation)
    totals = round_totals(rounds, user=request.user, at_desk=True)
    context = {
        "consultation": consultation,
        "place": "comments",
        "comments": comments_of(consultation, request.user, filters, cursor),
        "totals": totals,
        "choices": choices_of(
            filters, groups=totals.groups, groupings=groupings_for(filters), languages=consultation.languages
        ),
        "answered": filters.answered,
        "may_work": can_moderate(request.user, consultation),
    }
    return render(request, "comments/desk_comments.html", context)
