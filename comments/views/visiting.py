"""Who reads a consultation's pages, and what is new to them."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from comments.queries.here import Here
from comments.services.visit import note_visit
from consultations.models import Consultation


def here_of(request: HttpRequest, consultation: Consultation) -> Here:
    """Notes that somebody signed in was here, unless their browser only fetches the page in case they come. Of
    visitors nothing is read or written."""
    user = request.user
    if not user.is_authenticated:
        return Here(consultation.pk)
    if _is_in_case(request):
        return Here(consultation.pk, user.pk)
    return Here(consultation.pk, user.pk, note_visit(by=user, consultation=consultation, at=timezone.now()))


def _is_in_case(request: HttpRequest) -> bool:
    purposes = (request.headers.get("Sec-Purpose", ""), request.headers.get("Purpose", ""))
    return request.method == "HEAD" or any("prefetch" in it for it in purposes)
