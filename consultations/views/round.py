from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import signed_in
from consultations.enums import TeamRole
from consultations.forms.round import RoundForm, RoundNewForm, VersionedForm
from consultations.models import Consultation, Round
from consultations.permissions import can_change_round, can_edit_consultation, can_make_round, can_move_end
from consultations.queries.desk import drafts_of, example_for, rounds_of
from consultations.services.round import (
    ChangedMeanwhile,
    RulesToMend,
    change_round,
    check_changeable,
    make_round,
)
from consultations.views.desk import consultation_at_desk, require


@require_safe
@login_required
def rounds(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_at_desk(request.user, slug, least=TeamRole.OBSERVER)
    context = {
        "place": "rounds",
        "consultation": consultation,
        "rounds": rounds_of(consultation, request.user, at=timezone.now()),
        "may_make": can_make_round(request.user, consultation),
    }
    return render(request, "consultations/rounds.html", context)


@login_required
def round_new(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_at_desk(request.user, slug, least=TeamRole.OBSERVER)
    require(can_make_round(request.user, consultation), _("make a round"))
    drafts = list(drafts_of(consultation, request.user))
    example = example_for(consultation)
    form = RoundNewForm(request.POST or None, zone=consultation.time_zone, drafts=drafts, example=example)
    if form.is_valid():
        draft = form.drafts[form.cleaned_data["draft"]]
        try:
            made = make_round(by=signed_in(request.user), draft=draft, rules=form.rules)
        except RulesToMend as refusal:
            form.add_error(refusal.field, str(refusal.message))
        else:
            messages.success(request, _("Round %(number)s is made.") % {"number": made.number})
            return redirect("desk_rounds", slug)
    context = {
        "place": "rounds",
        "consultation": consultation,
        "form": form,
        "drafts": drafts,
        "example": example,
    }
    return render(request, "consultations/round_new.html", context, status=422 if form.is_bound else 200)


@login_required
def round(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The times of a round and its rules; they can be changed until it closes."""
    consultation = consultation_at_desk(request.user, slug, least=TeamRole.OBSERVER)
    found = round_at_desk(request, consultation, number)
    now = timezone.now()
    state = found.state(now)
    if request.method == "POST":
        check_changeable(signed_in(request.user), found, at=now)
    may_change = can_change_round(request.user, found, at=now)
    form = RoundForm(request.POST or None, zone=consultation.time_zone, round=found, at=now)
    if form.is_valid() and saved(
        form,
        found,
        lambda: change_round(
            by=signed_in(request.user), round=found, rules=form.rules, version=form.cleaned_data["version"]
        ),
    ):
        messages.success(request, _("The round is saved."))
        return redirect("desk_rounds", slug)
    context = {
        "place": "rounds",
        "consultation": consultation,
        "round": found,
        "state": state,
        "form": form,
        "may_change": may_change,
        "may_edit": can_edit_consultation(request.user, consultation),
        "may_move_end": can_move_end(request.user, found, at=now),
    }
    return render(request, "consultations/round.html", context, status=422 if form.is_bound else 200)


def round_at_desk(request: HttpRequest, consultation: Consultation, number: int) -> Round:
    rounds = Round.objects.visible_to(request.user).select_related("consultation", "draft")
    return get_object_or_404(rounds, consultation=consultation, number=number)


def saved(form: VersionedForm, round: Round, save: Callable[[], Round]) -> bool:
    """Save what the form says; what can be mended there is said there, with everything as typed. `round` is as it was
    when this request began, and so is what the form shows as stored: who is slower still is told once more."""
    try:
        save()
    except RulesToMend as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
    except ChangedMeanwhile as refusal:
        form.saw_another(round.version, str(refusal.message))
    else:
        return True
    return False
