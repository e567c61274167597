"""The desk's page of those who have taken part, and the same as a file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.countries import all_countries
from comments.permissions import can_see_participants
from comments.queries.balance import balance_of
from comments.queries.participant_filters import ParticipantFilters
from comments.queries.participant_lines import participant_lines
from comments.queries.participants import all_participants, participants_page
from common.file_types import CSV_IN_UTF8
from consultations.models import Consultation, Round
from consultations.views.desk import consultation_at_desk, require


@require_safe
@login_required
def desk_participants(request: HttpRequest, slug: str) -> HttpResponse:
    """Groups by regions with who is missing, then those who have taken part, who came last first."""
    consultation = _consultation(request, slug)
    filters = ParticipantFilters.read(request.GET, consultation)
    context = {
        "consultation": consultation,
        "place": "participants",
        "balance": balance_of(consultation, filters),
        "participants": participants_page(consultation, filters, cursor=request.GET.get("cursor", "")),
        "filters": filters,
        "rounds": Round.objects.visible_to(request.user).filter(consultation=consultation).order_by("number"),
        "countries": all_countries(get_language() or "en"),
        "notices": _notices(filters),
    }
    return render(request, "comments/desk_participants.html", context)


@require_safe
@login_required
def desk_participants_csv(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """Everybody whom the page's filters leave, with what the page shows of them."""
    consultation = _consultation(request, slug)
    participants = all_participants(consultation, ParticipantFilters.read(request.GET, consultation))
    response = StreamingHttpResponse(participant_lines(participants), content_type=CSV_IN_UTF8)
    response["Content-Disposition"] = f'attachment; filename="participants-{consultation.slug}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _consultation(request: HttpRequest, slug: str) -> Consultation:
    consultation = consultation_at_desk(request.user, slug)
    require(can_see_participants(request.user, consultation), _("see who takes part in this consultation"))
    return consultation


def _notices(filters: ParticipantFilters) -> list[str]:
    names = {"group": _("stakeholder group"), "region": _("region"), "country": _("country"), "round": _("round")}
    said = _("There is no such %(name)s, so the list is not narrowed by it.")
    return [said % {"name": names[name]} for name in filters.unknown]
