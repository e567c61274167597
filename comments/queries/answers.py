"""Who has answered what to the prompts of a round."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from comments.contributors import organisation_key, person_key
from comments.given import Given
from comments.models import Answer, AnswerOption, AnswerSet
from common.keyset import KeysetPage, paginate
from consultations.enums import PromptKind
from consultations.models import Prompt, Round

TEXTS_A_PAGE = 30


def given_in(answers: AnswerSet) -> dict[int, Given]:
    """By the numbers of prompts; of a choice in the order of its options, of a ranking in that of preference."""
    rows = Answer.objects.filter(answer_set=answers).select_related("prompt").prefetch_related(chosen_in_order())
    return {row.prompt.number: Given(tuple(it.option.number for it in row.chosen.all()), row.text) for row in rows}


def contributor_keys(user: User | AnonymousUser, organisations: Collection[Organisation]) -> dict[str, int | None]:
    """Under which keys a person answers: their own, and those of verified organisations that they speak for, with
    their primary keys."""
    if not user.is_authenticated:
        return {}
    verified = {organisation_key(it.pk): it.pk for it in organisations if it.is_verified}
    return {person_key(user.pk): None, **verified}


def sets_of(round: Round, user: User | AnonymousUser, organisations: Collection[Organisation]) -> QuerySet[AnswerSet]:
    """What a person has answered in a round: for themselves, and for each organisation that they speak for."""
    keys = contributor_keys(user, organisations)
    return AnswerSet.objects.counting().filter(round=round, contributor_key__in=keys).order_by("pk")


@dataclass(frozen=True)
class Said:
    """An answer in words, as a page shows it."""

    prompt: Prompt
    words: str


def in_words(prompts: Collection[Prompt], given: Mapping[int, Given]) -> list[Said]:
    """The answers in the order of the prompts; what was passed over is left out."""
    return [
        Said(prompt, words_of(prompt, answer))
        for prompt in prompts
        if (answer := given.get(prompt.number)) and not answer.is_nothing
    ]


def words_of(prompt: Prompt, given: Given) -> str:
    if prompt.kind == PromptKind.TEXT:
        return given.text
    labels = {option.number: option.label for option in prompt.options.all()}
    chosen = [labels[number] for number in given.options if number in labels]
    if prompt.kind == PromptKind.RANKING:
        return "; ".join(f"{place}. {label}" for place, label in enumerate(chosen, start=1))
    return "; ".join(chosen)


def texts_page(prompt: Prompt, user: User | AnonymousUser, cursor: str) -> KeysetPage[Answer]:
    """What was written to a free text, latest first, for those who may read it."""
    rows = Answer.objects.filter(prompt=prompt, answer_set__in=AnswerSet.objects.visible_to(user))
    rows = rows.select_related("answer_set__stakeholder_group")
    return paginate(rows, order=("-id",), cursor=cursor, size=TEXTS_A_PAGE)


def shown_name(answers: AnswerSet) -> str:
    """Whom the team reads under an answer: as its author wants to be shown, as with a comment."""
    names = {
        "name": [answers.author_name, answers.organisation_name],
        "organisation": [answers.organisation_name],
    }.get(answers.attribution, [])
    return ", ".join(filter(None, names)) or _("Not named")


def chosen_in_order() -> Prefetch[str]:
    return Prefetch("chosen", AnswerOption.objects.select_related("option").order_by("rank", "option__number"))
