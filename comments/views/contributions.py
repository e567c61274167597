"""What one has said, and what became of it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import signed_in
from comments.enums import Status
from comments.queries.contribution_lines import contribution_lines
from comments.queries.contributions import (
    ContributionFilters,
    answers_of,
    consultations_of,
    contributions_of,
    own_comments,
)
from comments.services.visit import note_visit
from common.file_types import CSV_IN_UTF8

MOST_ANSWERS = 20


@require_safe
@login_required
def my_contributions(request: HttpRequest) -> HttpResponse:
    """Comments and replies, newest first, and on the first page the rounds whose prompts one has answered."""
    user, now = signed_in(request.user), timezone.now()
    consultations = consultations_of(user)
    filters = ContributionFilters.read(request.GET, consultations)
    cursor = request.GET.get("cursor", "")
    is_first = not cursor and not filters.query
    since = note_visit(by=user, consultation=None, at=now)
    context = {
        "contributions": contributions_of(user, filters, since=since, at=now, cursor=cursor),
        "consultations": consultations,
        "states": Status.choices,
        "filters": filters,
        "answers": answers_of(user)[:MOST_ANSWERS] if is_first else [],
    }
    return render(request, "comments/my_contributions.html", context)


@require_safe
@login_required
def my_contributions_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Everything of one's own as a table, whatever the page is narrowed to."""
    lines = contribution_lines(own_comments(signed_in(request.user)))
    response = StreamingHttpResponse(lines, content_type=CSV_IN_UTF8)
    response["Content-Disposition"] = 'attachment; filename="my-contributions.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
