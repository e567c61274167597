"""The desk's pages of what a round asks."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import signed_in
from consultations.enums import TeamRole
from consultations.forms.prompt import PromptForm
from consultations.models import Prompt, Round
from consultations.permissions import can_change_round, can_edit_consultation
from consultations.prompt_facts import ImpossiblePrompt
from consultations.queries.prompt import names_of_provisions, prompts_of, provision_choices, rounds_that_ask
from consultations.services.prompt import (
    PromptAnswered,
    PromptChangedMeanwhile,
    ask_again,
    change_prompt,
    copy_prompts,
    make_prompt,
    move_prompt,
    retire_option,
    retire_prompt,
)
from consultations.views.desk import consultation_at_desk, require
from consultations.views.round import round_at_desk


@require_safe
@login_required
def prompts(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    round = _round(request, slug, number)
    prompts = prompts_of(round, user=request.user)
    names = names_of_provisions(prompts, round)
    context = {
        **_context(request, round),
        "prompts": [(prompt, names.get(prompt.eid, prompt.eid)) for prompt in prompts],
        "others": [] if prompts else rounds_that_ask(round, user=request.user),
    }
    return render(request, "consultations/prompts.html", context)


@login_required
def prompt_new(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    round = _round_to_change(request, slug, number)
    form = PromptForm(request.POST or None, round=round, provisions=provision_choices(round))
    if form.is_valid():
        try:
            made = make_prompt(by=signed_in(request.user), round=round, facts=form.facts)
        except ImpossiblePrompt as refusal:
            form.add_refusal(str(refusal.message), refusal.field)
        else:
            messages.success(request, _("Prompt %(number)s is made.") % {"number": made.number})
            return redirect("desk_prompts", slug, number)
    context = {**_context(request, round), "form": form, "prompt": None}
    return render(request, "consultations/prompt.html", context, status=422 if form.is_bound else 200)


@login_required
def prompt(request: HttpRequest, slug: str, number: int, prompt: int) -> HttpResponse:
    """The words of a prompt, to be mended."""
    round = _round_to_change(request, slug, number)
    found = _prompt_of(request, round, prompt)
    form = PromptForm(request.POST or None, round=round, provisions=provision_choices(round), prompt=found)
    if form.is_valid() and _saved(request, form, found):
        messages.success(request, _("Prompt %(number)s is saved.") % {"number": prompt})
        return redirect("desk_prompts", slug, number)
    context = {**_context(request, round), "form": form, "prompt": found}
    return render(request, "consultations/prompt.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def prompt_move(request: HttpRequest, slug: str, number: int, prompt: int) -> HttpResponse:
    """`direction` is up or down."""
    round = _round_to_change(request, slug, number)
    found = _prompt_of(request, round, prompt)
    move_prompt(by=signed_in(request.user), prompt=found, up=request.POST.get("direction") == "up")
    return redirect("desk_prompts", slug, number)


@require_POST
@login_required
def prompt_retire(request: HttpRequest, slug: str, number: int, prompt: int) -> HttpResponse:
    """With `again` it is asked after all; with `option` one of its options is retired and no more."""
    round = _round_to_change(request, slug, number)
    found = _prompt_of(request, round, prompt)
    by = signed_in(request.user)
    if option := request.POST.get("option", ""):
        chosen = get_object_or_404(found.options.all(), number=int(option) if option.isdecimal() else 0)
        retire_option(by=by, prompt=found, number=chosen.number)
        messages.success(request, _("The option is no longer offered. Who has chosen it has chosen it."))
        return redirect("desk_prompt", slug, number, prompt)
    if "again" in request.POST:
        ask_again(by=by, prompt=found)
        messages.success(request, _("Prompt %(number)s is asked again.") % {"number": prompt})
    else:
        retire_prompt(by=by, prompt=found)
        messages.success(
            request,
            _("Prompt %(number)s is no longer asked. Its answers are kept.") % {"number": prompt}
            if found.is_answered
            else _("Prompt %(number)s is removed. Nobody had answered it.") % {"number": prompt},
        )
    return redirect("desk_prompts", slug, number)


@require_POST
@login_required
def prompts_copy(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask what another round of the consultation asks; `from` is its number."""
    round = _round_to_change(request, slug, number)
    source = request.POST.get("from", "")
    rounds = Round.objects.visible_to(request.user).filter(consultation=round.consultation).exclude(pk=round.pk)
    other = get_object_or_404(rounds, number=int(source) if source.isdecimal() else 0)
    copies = copy_prompts(by=signed_in(request.user), from_round=other, to_round=round)
    messages.success(
        request,
        ngettext("%(count)s prompt is copied.", "%(count)s prompts are copied.", len(copies)) % {"count": len(copies)},
    )
    return redirect("desk_prompts", slug, number)


def _round(request: HttpRequest, slug: str, number: int) -> Round:
    return round_at_desk(request, consultation_at_desk(request.user, slug, least=TeamRole.OBSERVER), number)


def _round_to_change(request: HttpRequest, slug: str, number: int) -> Round:
    consultation = consultation_at_desk(request.user, slug, least=TeamRole.OBSERVER)
    require(can_edit_consultation(request.user, consultation), _("change the prompts of this round"))
    return round_at_desk(request, consultation, number)


def _prompt_of(request: HttpRequest, round: Round, number: int) -> Prompt:
    prompts = Prompt.objects.visible_to(request.user).filter(round=round).prefetch_related("options")
    found = get_object_or_404(prompts, number=number)
    found.round = round
    return found


def _saved(request: HttpRequest, form: PromptForm, prompt: Prompt) -> bool:
    """Save what the form says; what can be mended there is said there, with everything as typed."""
    data = form.cleaned_data
    try:
        change_prompt(
            by=signed_in(request.user),
            prompt=prompt,
            facts=form.facts,
            version=data["version"],
            same_meaning=data.get("same_meaning", False),
        )
    except (ImpossiblePrompt, PromptAnswered) as refusal:
        form.add_refusal(str(refusal.message), refusal.field)
    except PromptChangedMeanwhile as refusal:
        form.saw_another(prompt.version, str(refusal.message))
    else:
        return True
    return False


def _context(request: HttpRequest, round: Round) -> dict[str, object]:
    now = timezone.now()
    return {
        "place": "rounds",
        "consultation": round.consultation,
        "round": round,
        "state": round.state(now),
        "may_change": can_change_round(request.user, round, at=now),
    }
