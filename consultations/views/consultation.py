from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import signed_in
from consultations.enums import ConsultationState
from consultations.forms.consultation import ConsultationForm
from consultations.permissions import can_change_state, can_edit_consultation, can_make_consultation
from consultations.queries.consultation import has_comments
from consultations.queries.desk import drafts_of, rounds_of
from consultations.services.consultation import (
    archive_consultation,
    edit_consultation,
    make_consultation,
    publish_consultation,
    unpublish_consultation,
)
from consultations.views.desk import consultation_at_desk, require

MOVES = {"publish": publish_consultation, "unpublish": unpublish_consultation, "archive": archive_consultation}


@login_required
def consultation_new(request: HttpRequest) -> HttpResponse:
    require(can_make_consultation(request.user), _("make a consultation"))
    form = ConsultationForm(request.POST or None)
    if form.is_valid():
        made = make_consultation(by=signed_in(request.user), **form.words())
        messages.success(request, _("The consultation is made. Only its team sees it until you publish it."))
        return redirect("desk_consultation", made.slug)
    context = {"form": form, "place": "overview", "consultation": None}
    return render(request, "consultations/consultation_new.html", context, status=422 if form.is_bound else 200)


@login_required
def consultation_edit(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_at_desk(request.user, slug)
    require(can_edit_consultation(request.user, consultation), _("edit this consultation"))
    form = ConsultationForm(request.POST or None, consultation=consultation)
    if form.is_valid():
        edit_consultation(by=signed_in(request.user), consultation=consultation, **form.words())
        messages.success(request, _("The consultation is saved."))
        return redirect("desk_consultation", slug)
    context = {"form": form, "place": "overview", "consultation": consultation}
    return render(request, "consultations/consultation_edit.html", context, status=422 if form.is_bound else 200)


@require_safe
@login_required
def consultation_overview(request: HttpRequest, slug: str) -> HttpResponse:
    """State, drafts and rounds, and what can be done with them now."""
    consultation = consultation_at_desk(request.user, slug)
    state = consultation.state
    context = {
        "place": "overview",
        "consultation": consultation,
        "drafts": drafts_of(consultation, request.user),
        "rounds": rounds_of(consultation, request.user, at=timezone.now()),
        "may_edit": can_edit_consultation(request.user, consultation),
        "may_change_state": can_change_state(request.user, consultation),
        "may_unpublish": state == ConsultationState.PUBLISHED and not has_comments(consultation),
    }
    return render(request, "consultations/consultation_overview.html", context)


@require_POST
@login_required
def consultation_state(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish, take back or archive; an unknown verb changes nothing."""
    consultation = consultation_at_desk(request.user, slug)
    move = MOVES.get(request.POST.get("move", ""))
    if move is not None:
        moved = move(by=signed_in(request.user), consultation=consultation)
        messages.success(request, _("The consultation is now: %(state)s.") % {"state": moved.get_state_display()})
    return redirect("desk_consultation", slug)
