"""What a round asks: making prompts, mending and moving them, and retiring what is asked no more."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.enums import Verb
from common.errors import NotAllowed, StateError
from common.services.audit import record
from common.text import storable
from consultations.models import Prompt, PromptOption, Provision, Round
from consultations.permissions import can_change_round, can_edit_consultation
from consultations.prompt_facts import MOST_PROMPTS, ImpossiblePrompt, PromptFacts, Words, check_facts, facts_of
from consultations.services.round import RoundClosed


class PromptChangedMeanwhile(StateError):
    """Somebody else has saved the prompt since the form was made."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else has changed this prompt meanwhile. Nothing of yours was saved; compare, and save again.")
        )


class PromptAnswered(StateError):
    """People have answered, so what they answered to stays. `field` names what may not change."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class FewestOptionsLeft(StateError):
    """A choice needs at least two options."""


@transaction.atomic
def make_prompt(*, by: User | None, round: Round, facts: PromptFacts) -> Prompt:
    """Ask something more, after what the round asks already. Raises NotAllowed, RoundClosed, ImpossiblePrompt."""
    round = _held(round)
    _check_changeable(by, round)
    last = round.prompts.aggregate(number=Max("number"), order=Max("order"))
    if (last["number"] or 0) >= MOST_PROMPTS:
        raise ImpossiblePrompt(
            _("A round asks at most %(most)s prompts; people stop answering long before.") % {"most": MOST_PROMPTS},
            field="wording",
        )
    _check(facts, round)
    prompt = Prompt(round=round, number=(last["number"] or 0) + 1, order=(last["order"] or 0) + 1)
    _follow(prompt, facts)
    prompt.save()
    _write_options(prompt, facts.options)
    _count(round)
    record(by=by, verb=Verb.CREATED, subject=prompt, after=on_record(prompt))
    return prompt


@transaction.atomic
def change_prompt(*, by: User, prompt: Prompt, facts: PromptFacts, version: int, same_meaning: bool = False) -> Prompt:
    """Say it otherwise. Before anybody has answered everything may change; from then on typing errors are mended, by
    whoever vouches (`same_meaning`) that the meaning stays: kind, place and number of options do.

    `version` is that of the prompt which the person saw. Raises NotAllowed, RoundClosed, PromptChangedMeanwhile,
    PromptAnswered, ImpossiblePrompt.
    """
    prompt = locked(by, prompt)
    if prompt.version != version:
        raise PromptChangedMeanwhile
    before = on_record(prompt)
    if prompt.is_answered:
        _check_same_meaning(prompt, facts, same_meaning=same_meaning)
    _check(facts, prompt.round)
    _follow(prompt, facts)
    prompt.version += 1
    prompt.save()
    if prompt.is_answered:
        _mend_labels(prompt, facts.options)
    else:
        prompt.options.all().delete()
        _write_options(prompt, facts.options)
    record(by=by, verb=Verb.CHANGED, subject=prompt, before=before, after=on_record(prompt))
    return prompt


@transaction.atomic
def move_prompt(*, by: User, prompt: Prompt, up: bool) -> Prompt:
    """One place up or down among the prompts of its round; at the end of the list it stays. Raises NotAllowed,
    RoundClosed."""
    prompt = locked(by, prompt)
    others = Prompt.objects.filter(round=prompt.round)
    other = (
        others.filter(order__lt=prompt.order).order_by("-order").first()
        if up
        else others.filter(order__gt=prompt.order).order_by("order").first()
    )
    if other is None:
        return prompt
    before = prompt.order
    prompt.order, other.order = other.order, prompt.order
    prompt.save(update_fields=["order"])
    other.save(update_fields=["order"])
    record(by=by, verb=Verb.CHANGED, subject=prompt, before={"order": before}, after={"order": prompt.order})
    return prompt


@transaction.atomic
def retire_prompt(*, by: User, prompt: Prompt) -> None:
    """Ask it no more. Its answers stay; a prompt that nobody has answered goes altogether. Raises NotAllowed,
    RoundClosed."""
    prompt = locked(by, prompt)
    if prompt.is_answered:
        prompt.retired_at = prompt.retired_at or timezone.now()
        _save_changed(prompt)
        record(by=by, verb=Verb.CHANGED, subject=prompt, after={"retired": True})
    else:
        record(by=by, verb=Verb.DELETED, subject=prompt, before=on_record(prompt))
        prompt.options.all().delete()
        prompt.delete()
    _count(prompt.round)


@transaction.atomic
def ask_again(*, by: User, prompt: Prompt) -> Prompt:
    """Ask a retired prompt after all. Raises NotAllowed, RoundClosed."""
    prompt = locked(by, prompt)
    prompt.retired_at = None
    _save_changed(prompt)
    _count(prompt.round)
    record(by=by, verb=Verb.CHANGED, subject=prompt, after={"retired": False})
    return prompt


@transaction.atomic
def retire_option(*, by: User, prompt: Prompt, number: int) -> PromptOption:
    """Offer an option no more; who has chosen it has chosen it. Raises NotAllowed, RoundClosed, FewestOptionsLeft."""
    prompt = locked(by, prompt)
    option = prompt.options.get(number=number)
    if not option.is_retired:
        if prompt.options.filter(retired_at=None).count() <= 2:
            raise FewestOptionsLeft(
                _("A prompt needs two options at least, so this one stays. You can retire the whole prompt instead.")
            )
        option.retired_at = timezone.now()
        option.save(update_fields=["retired_at"])
        _save_changed(prompt)
        record(by=by, verb=Verb.CHANGED, subject=prompt, after={"retired_option": number})
    return option


@transaction.atomic
def copy_prompts(*, by: User | None, from_round: Round, to_round: Round) -> list[Prompt]:
    """Ask in `to_round` what `from_round` asks, in the same order, after what is there already. Retired prompts and
    options stay behind. A prompt beside a provision that the other draft does not have stands before the whole text.

    Raises NotAllowed, RoundClosed.
    """
    to_round = _held(to_round)
    eids = set(Provision.objects.filter(draft=to_round.draft_id).values_list("eid", flat=True))
    asked = Prompt.objects.filter(round=from_round).asked().order_by("order").prefetch_related("options")
    copies = []
    for prompt in asked:
        facts = facts_of(prompt)
        eid = facts.eid if facts.eid in eids else ""
        copies.append(make_prompt(by=by, round=to_round, facts=PromptFacts(**{**vars(facts), "eid": eid})))
    return copies


def locked(by: User, prompt: Prompt) -> Prompt:
    """The prompt as it is now; its round's prompts are held until the transaction ends. Raises NotAllowed,
    RoundClosed."""
    round = _held(prompt.round)
    _check_changeable(by, round)
    found = Prompt.objects.select_for_update().filter(pk=prompt.pk).first()
    if found is None:
        raise PromptChangedMeanwhile
    found.round = round
    return found


def on_record(prompt: Prompt) -> dict[str, object]:
    return {
        "number": prompt.number,
        "kind": prompt.kind,
        "is_required": prompt.is_required,
        "wordings": prompt.wordings,
        "helps": prompt.helps,
        "eid": prompt.eid,
        "options": [[option.number, option.labels] for option in prompt.options.order_by("number")],
    }


def _held(round: Round) -> Round:
    """Prompts of one round change one after the other; comments and answers do not wait for that."""
    rounds = Round.objects.select_for_update(of=("self",), no_key=True).select_related("consultation", "draft")
    return rounds.get(pk=round.pk)


def _check_changeable(by: User | None, round: Round) -> None:
    if by is None:
        return
    if not can_edit_consultation(by, round.consultation):
        raise NotAllowed(gettext_lazy("change the prompts of this round"))
    if not can_change_round(by, round, at=timezone.now()):
        raise RoundClosed(
            _("This round has closed, so what it asked stays. You can ask something else in another round.")
        )


def _check(facts: PromptFacts, round: Round) -> None:
    check_facts(facts, language=round.consultation.language)
    if facts.eid and not Provision.objects.filter(draft=round.draft_id, eid=facts.eid).exists():
        raise ImpossiblePrompt(_("The draft of this round has no such provision. Choose another one."), field="eid")


def _check_same_meaning(prompt: Prompt, facts: PromptFacts, *, same_meaning: bool) -> None:
    now = facts_of(prompt)
    for field in ("kind", "eid"):
        if getattr(facts, field) != getattr(now, field):
            raise PromptAnswered(
                _("People have answered this prompt, so its kind and its place stay. Make another prompt."), field=field
            )
    if len(facts.options) != len(now.options):
        raise PromptAnswered(
            _("People have answered this prompt, so no option comes or goes here. Retire one, or make another prompt."),
            field="options",
        )
    if not same_meaning:
        raise PromptAnswered(
            _("People have answered this prompt. Confirm that its meaning stays the same, or make another prompt."),
            field="same_meaning",
        )


def _follow(prompt: Prompt, facts: PromptFacts) -> None:
    prompt.kind, prompt.is_required, prompt.eid = facts.kind, facts.is_required, facts.eid
    prompt.wordings, prompt.helps = _written(facts.wordings), _written(facts.helps)


def _written(words: Words) -> dict[str, str]:
    return {language: storable(text).strip() for language, text in words.items() if text.strip()}


def _write_options(prompt: Prompt, options: Sequence[Words]) -> None:
    PromptOption.objects.bulk_create(
        PromptOption(prompt=prompt, number=number, labels=_written(labels))
        for number, labels in enumerate(options, start=1)
    )


def _mend_labels(prompt: Prompt, options: Sequence[Words]) -> None:
    offered = prompt.options.filter(retired_at=None).order_by("number")
    for option, labels in zip(offered, options, strict=True):
        option.labels = _written(labels)
        option.save(update_fields=["labels"])


def _save_changed(prompt: Prompt) -> None:
    prompt.version += 1
    prompt.save(update_fields=["retired_at", "version"])


def _count(round: Round) -> None:
    Round.objects.filter(pk=round.pk).update(prompt_count=round.prompts.asked().count())
