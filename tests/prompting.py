"""Prompts for tests, made through the services, and answers to them."""

from collections.abc import Sequence
from typing import Any

from comments.given import Given
from comments.models import AnswerSet
from comments.services.answers import answer_prompts
from consultations.enums import PromptKind
from consultations.models import Prompt, Round
from consultations.prompt_facts import PromptFacts
from consultations.services.prompt import make_prompt
from tests.factories import UserFactory


def facts(kind: PromptKind = PromptKind.CHOICE, *, options: Sequence[str] | None = None, **more: Any) -> PromptFacts:
    """A prompt in English with three options, where its kind has any."""
    labels = ["First", "Second", "Third"] if options is None else options
    return PromptFacts(
        kind=kind,
        **{
            "wordings": {"en": "What do you think?"},
            "options": [{"en": label} for label in labels] if kind.has_options else [],
            **more,
        },
    )


def prompt(round: Round, kind: PromptKind = PromptKind.CHOICE, **more: Any) -> Prompt:
    made = make_prompt(by=None, round=round, facts=facts(kind, **more))
    return Prompt.objects.select_related("round__consultation").get(pk=made.pk)


def answer(round: Round, given: dict[int, Given], *, by: Any = None, **more: Any) -> AnswerSet:
    return answer_prompts(by=by or UserFactory(), round=round, given=given, **more)


def chosen(*numbers: int) -> Given:
    return Given(tuple(numbers))


def written(text: str) -> Given:
    return Given(text=text)
