"""Answering what a round asks. Whatever stands in the way, what was chosen and typed is kept and comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from math import ceil

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from accounts.permissions import signed_in
from accounts.queries.membership import organisations_of
from accounts.waiting import nothing_waits, wait_at
from comments.errors import AnsweredMeanwhile, AnswerRefused, ProfileIncomplete, RoundTakesNoAnswers
from comments.forms.prompts import PromptsForm
from comments.forms.round_rules import FIELD as ATTRIBUTION
from comments.forms.round_rules import ask_how_shown
from comments.forms.speaking_for import FIELD, MYSELF, ask_for_whom
from comments.given import Given
from comments.models import AnswerSet
from comments.permissions import can_see_figures
from comments.queries.answers import Said, given_in, in_words, sets_of
from comments.queries.unsent_answers import unsent_answers_of
from comments.services.answers import answer_prompts
from comments.services.unsent_answers import claim_answers, forget_answers, keep_answers
from comments.views.head import Head, at_round
from comments.views.posting_limits import may_post_again
from common.errors import NotAllowed, StateError
from common.honeypot import HONEYPOT
from consultations.enums import ConsultationState, TeamRole
from consultations.models import Prompt, Round
from consultations.queries.prompt import prompts_of, provisions_by_eid
from consultations.views.desk import consultation_at_desk
from consultations.views.round import round_at_desk

NOT_TYPED = {"csrfmiddlewaretoken", HONEYPOT}


@dataclass(frozen=True)
class Asking:
    """What the page is made of: the round, what it asks, and what this person has answered."""

    request: HttpRequest
    round: Round
    head: Head
    prompts: Sequence[Prompt]
    organisations: Sequence[Organisation]
    sets: Sequence[AnswerSet]

    @property
    def url(self) -> str:
        return reverse("prompts", args=[self.round.consultation.slug, self.round.number])

    @cached_property
    def chosen(self) -> AnswerSet | None:
        """Those that the address names by `for`; else the only ones there are."""
        if (for_whom := self.request.GET.get("for")) is not None:
            return next((it for it in self.sets if whom(it) == for_whom), None)
        return self.sets[0] if len(self.sets) == 1 else None

    @cached_property
    def given(self) -> dict[int, Given]:
        return given_in(self.chosen) if self.chosen else {}

    @property
    def said(self) -> list[Said]:
        return in_words(self.prompts, self.given)

    def form(self, data: QueryDict | None = None) -> PromptsForm:
        own = self.chosen
        initial = {"seen": own.seen, FIELD: whom(own), ATTRIBUTION: own.attribution} if own else {}
        words = provisions_by_eid([it for it in self.prompts if not it.is_retired], self.round)
        form = PromptsForm(data, prompts=self.prompts, given=self.given, words=words, initial=initial)
        ask_for_whom(form, self.organisations)
        ask_how_shown(form, self.round, user=self.request.user, organisations=self.organisations)
        if ATTRIBUTION in form.fields:
            form.fields[ATTRIBUTION].help_text = _(
                "To the secretariat. Your stakeholder group and country stand with your answers in any case."
            )
        return form


def whom(answers: AnswerSet) -> str:
    """As the form names it."""
    return str(answers.organisation_id) if answers.organisation_id else MYSELF


def prompts(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The prompts of a round and the person's own answers, to be given and changed until it closes."""
    asking = _asking(request, slug, number)
    if request.method == "POST":
        form = asking.form(request.POST)
        if not asking.head.is_open:
            return _refused(asking, form)
        if form.is_of_other_prompts:
            return _page(asking, form, status=409)
        return _store(asking, form) if form.is_valid() else _page(asking, form, status=422)
    if request.user.is_authenticated:
        claim_answers(user=request.user, session=request.session, round=asking.round)
        if request.session.get("waiting_at") == asking.url:
            nothing_waits(request.session)
    kept = unsent_answers_of(user=request.user, session=request.session, round=asking.round).first()
    form = asking.form(_typed(kept.fields) if kept else None)
    return _page(asking, form, is_kept=kept is not None)


@require_safe
@login_required
def desk_prompt_preview(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The page as people will see it; it stores nothing."""
    consultation = consultation_at_desk(request.user, slug, least=TeamRole.OBSERVER)
    asking = _asking(request, slug, round_at_desk(request, consultation, number).number)
    return _page(replace(asking, sets=()), asking.form(), is_preview=True)


def _asking(request: HttpRequest, slug: str, number: int) -> Asking:
    rounds = Round.objects.visible_to(request.user).select_related("consultation", "draft")
    round = get_object_or_404(rounds, consultation__slug=slug, number=number)
    organisations = organisations_of(request.user)
    return Asking(
        request=request,
        round=round,
        head=at_round(round, user=request.user, at=timezone.now()),
        prompts=prompts_of(round, user=request.user),
        organisations=organisations,
        sets=list(sets_of(round, request.user, organisations)),
    )


def _refused(asking: Asking, form: PromptsForm) -> HttpResponse:
    """The round takes nothing now. Raises NotAllowed before its consultation is published."""
    if not ConsultationState(asking.round.consultation.state).is_public:
        raise NotAllowed(_("answer the prompts of this round"))
    if asking.head.takes_comments and asking.head.state:
        return _not_stored(asking, form, str(RoundTakesNoAnswers(asking.head.state).message))
    return _not_stored(asking, form, _("This consultation is archived, so your answers were not stored."))


def _store(asking: Asking, form: PromptsForm) -> HttpResponse:
    """Store what the form says; where that cannot be now, keep it and say what to do."""
    request = asking.request
    if again := may_post_again(request, asking.head):
        response = _page(asking, form, status=429, again=again)
        response["Retry-After"] = max(1, ceil((again - timezone.now()).total_seconds()))
        return response
    if not request.user.is_authenticated:
        _keep(asking, form)
        wait_at(request.session, asking.url)
        return redirect_to_login(asking.url)
    try:
        stored = answer_prompts(
            by=signed_in(request.user),
            round=asking.round,
            given=form.given,
            seen=form.cleaned_data["seen"],
            speaking_for=form.cleaned_data.get(FIELD),
            attribution=form.cleaned_data.get(ATTRIBUTION),
        )
    except AnsweredMeanwhile as refusal:
        form.saw(refusal.seen)
        return _page(asking, form, status=409, meanwhile=_standing(asking, refusal.seen))
    except AnswerRefused as refusal:
        form.add_refusal(refusal)
        return _page(asking, form, status=422)
    except ProfileIncomplete:
        _keep(asking, form)
        return redirect(f"{reverse('profile')}?{urlencode({'next': asking.url})}")
    except StateError as refusal:
        return _not_stored(asking, form, str(refusal.message))
    forget_answers(user=request.user, session=request.session, round=asking.round)
    messages.success(request, _("Your answers are stored. You can change them until the round closes."))
    return redirect(f"{asking.url}?{urlencode({'for': whom(stored)})}" if asking.organisations else asking.url)


def _standing(asking: Asking, seen: str) -> list[Said]:
    """What stands instead of what was sent, for whom may read it."""
    answers = next((it for it in asking.sets if it.seen == seen), None)
    return in_words(asking.prompts, given_in(answers)) if answers else []


def _page(
    asking: Asking,
    form: PromptsForm,
    *,
    status: int = 200,
    is_kept: bool = False,
    is_preview: bool = False,
    again: datetime | None = None,
    meanwhile: Sequence[Said] = (),
) -> HttpResponse:
    """`again` is when answers are taken from this network again, `meanwhile` what somebody else has stored."""
    context = {
        "head": asking.head,
        "place": "prompts",
        "asking": asking,
        "form": form,
        "is_kept": is_kept,
        "is_preview": is_preview,
        "again": again,
        "is_stale": form.is_of_other_prompts,
        "typed": _typed_words(form) if is_kept and not asking.head.is_open else form.left_over,
        "meanwhile": meanwhile,
        "shows_figures": can_see_figures(asking.request.user, asking.round, at=timezone.now()),
    }
    return render(asking.request, "comments/prompts.html", context, status=status)


def _not_stored(asking: Asking, form: PromptsForm, message: str) -> HttpResponse:
    """Status 409: what happened, the answers themselves, where they are kept, and whom to write to."""
    _keep(asking, form)
    context = {
        "head": asking.head,
        "place": "prompts",
        "asking": asking,
        "message": message,
        "typed": _typed_words(form),
    }
    return render(asking.request, "comments/answers_not_stored.html", context, status=409)


def _typed_words(form: PromptsForm) -> list[tuple[str, str]]:
    """What a form that was sent says, prompt by prompt, to read and to copy."""
    form.is_valid()
    given = {
        prompt.number: answer
        for prompt in form.prompts
        if isinstance(answer := form.cleaned_data.get(f"prompt_{prompt.number}"), Given)
    }
    refused = [
        (it.prompt.wording, words)
        for it in form.questions
        if it.field.errors and (words := it.field.value()) and isinstance(words, str)
    ]
    return [*((it.prompt.wording, it.words) for it in in_words(form.prompts, given)), *refused, *form.left_over]


def _keep(asking: Asking, form: PromptsForm) -> None:
    fields = {name: [str(it) for it in values] for name, values in form.sent.lists() if name not in NOT_TYPED}
    keep_answers(user=asking.request.user, session=asking.request.session, round=asking.round, fields=fields)


def _typed(fields: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return data
