from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import signed_in
from consultations.enums import RoundState
from consultations.forms.round import RoundForm
from consultations.models import Round
from consultations.permissions import can_change_round, can_make_round
from consultations.queries.desk import drafts_of, rounds_of
from consultations.services.round import ImpossibleTimes, change_round, check_changeable, make_round
from consultations.views.desk import consultation_at_desk, require


@require_safe
@login_required
def rounds(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_at_desk(request.user, slug)
    context = {
        "place": "rounds",
        "consultation": consultation,
        "rounds": rounds_of(consultation, request.user, at=timezone.now()),
        "may_make": can_make_round(request.user, consultation),
    }
    return render(request, "consultations/rounds.html", context)


@login_required
def round_new(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_at_desk(request.user, slug)
    require(can_make_round(request.user, consultation), _("make a round"))
    drafts = list(drafts_of(consultation, request.user))
    form = RoundForm(request.POST or None, zone=consultation.time_zone, drafts=drafts)
    if form.is_valid():
        data = form.cleaned_data
        made = make_round(
            by=signed_in(request.user),
            draft=form.drafts[data["draft"]],
            opens_at=data["opens_at"],
            closes_at=data["closes_at"],
            moderation=data["moderation"],
        )
        messages.success(request, _("Round %(number)s is made.") % {"number": made.number})
        return redirect("desk_rounds", slug)
    context = {"place": "rounds", "consultation": consultation, "form": form, "drafts": drafts}
    return render(request, "consultations/round_new.html", context, status=422 if form.is_bound else 200)


@login_required
def round(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The times of a round and its moderation; they can be changed until it closes."""
    consultation = consultation_at_desk(request.user, slug)
    found = get_object_or_404(Round.objects.visible_to(request.user), consultation=consultation, number=number)
    now = timezone.now()
    if request.method == "POST":
        check_changeable(signed_in(request.user), found, at=now)
    form = RoundForm(request.POST or None, zone=consultation.time_zone, round=found)
    if form.is_valid():
        try:
            change_round(by=signed_in(request.user), round=found, **form.cleaned_data)
        except ImpossibleTimes as refusal:
            form.add_error("closes_at", str(refusal.message))
        else:
            messages.success(request, _("The round is saved."))
            return redirect("desk_rounds", slug)
    state = found.state(now)
    context = {
        "place": "rounds",
        "consultation": consultation,
        "round": found,
        "state": state,
        "is_open": state is RoundState.OPEN,
        "form": form,
        "may_change": can_change_round(request.user, found, at=now),
    }
    return render(request, "consultations/round.html", context, status=422 if form.is_bound else 200)
