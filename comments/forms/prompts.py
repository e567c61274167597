from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from comments.errors import AnswerRefused
from comments.forms.comment import SignedForm
from comments.forms.ranking import RankingField
from comments.given import NOTHING, Given, problem_with
from common.fields import LongTextField
from consultations.enums import PromptKind
from consultations.models import Prompt, PromptOption, ProvisionText

GONE_PROMPT = re.compile(r"prompt_\d+")
GONE = _("One of the options is not offered any more. Choose again.")


@dataclass(frozen=True)
class Question:
    """A prompt and its field on the page, with the words of the provision that it stands beside."""

    prompt: Prompt
    field: forms.BoundField
    words: ProvisionText | None


class PromptsForm(SignedForm):
    """A field for each prompt that is asked. `seen` says which answers the person changes, `asked` which prompts, in
    which words, the form was made of: where either is another by now, nothing is stored unknowingly.

    `given` is what stands; who has chosen an option that is retired by now keeps it.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    asked = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        prompts: Sequence[Prompt],
        given: Mapping[int, Given],
        words: Mapping[str, ProvisionText],
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.prompts = [prompt for prompt in prompts if not prompt.is_retired]
        self.words = words
        now = ",".join(f"{prompt.number}.{prompt.version}" for prompt in self.prompts)
        self.is_of_other_prompts = data is not None and data.get("asked") != now
        self.sent = QueryDict() if data is None else _with(data, asked=now)
        super().__init__(None if data is None else self.sent, initial={**(initial or {}), "asked": now})
        for prompt in self.prompts:
            answer = given.get(prompt.number, NOTHING)
            self.fields[name_of(prompt)] = field_of(prompt, answer)
            self.initial[name_of(prompt)] = _shown(self.fields[name_of(prompt)], PromptKind(prompt.kind), answer)

    @property
    def questions(self) -> Iterator[Question]:
        return (Question(prompt, self[name_of(prompt)], self.words.get(prompt.eid)) for prompt in self.prompts)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for prompt in self.prompts:
            name, kind = name_of(prompt), PromptKind(prompt.kind)
            if name in data:
                data[name] = _given(data[name], kind)
                offered = {option.number for option in prompt.options.all()}
                problem = problem_with(data[name], kind=kind, offered=offered, is_required=prompt.is_required)
                if problem:
                    self.add_error(name, problem)
        return data

    @property
    def given(self) -> dict[int, Given]:
        return {prompt.number: self.cleaned_data[name_of(prompt)] for prompt in self.prompts}

    def add_refusal(self, refusal: AnswerRefused) -> None:
        name = f"prompt_{refusal.number}"
        self.add_error(name if name in self.fields else None, str(refusal.message))

    def saw(self, seen: str) -> None:
        """After a clash the form carries what stands now: storing it again is a decision."""
        self.data = self.sent = _with(self.sent, seen=seen)

    @property
    def left_over(self) -> list[tuple[str, str]]:
        """Words typed to prompts that are not asked any more."""
        gone = [name for name in self.sent if GONE_PROMPT.fullmatch(name) and name not in self.fields]
        words = [(name.removeprefix("prompt_"), str(self.sent[name])) for name in gone]
        return [(_("Prompt %(number)s") % {"number": number}, text) for number, text in words if text.strip()]


def name_of(prompt: Prompt) -> str:
    return f"prompt_{prompt.number}"


def field_of(prompt: Prompt, answer: Given) -> forms.Field:
    kind = PromptKind(prompt.kind)
    said: dict[str, Any] = {"label": prompt.wording, "help_text": prompt.help}
    if kind is PromptKind.TEXT:
        attrs = {"rows": 6, "dir": "auto", "class": "form-control"}
        return LongTextField(required=False, widget=forms.Textarea(attrs=attrs), **said)
    options = [it for it in prompt.options.all() if not it.is_retired or it.number in answer.options]
    if kind is PromptKind.RANKING:
        return RankingField(options, **said)
    choices = [(str(it.number), _label(it)) for it in options]
    messages = {"invalid_choice": GONE}
    attrs = {"class": "form-check-input"}
    if kind is PromptKind.CHOICES:
        return forms.MultipleChoiceField(
            required=False,
            choices=choices,
            widget=forms.CheckboxSelectMultiple(attrs=attrs),
            error_messages=messages,
            **said,
        )
    none = [] if prompt.is_required else [("", _("No answer"))]
    return forms.ChoiceField(
        required=False,
        choices=[*choices, *none],
        widget=forms.RadioSelect(attrs=attrs),
        error_messages=messages,
        **said,
    )


def _label(option: PromptOption) -> str:
    if not option.is_retired:
        return option.label
    return _("%(label)s (no longer offered)") % {"label": option.label}


def _shown(field: forms.Field, kind: PromptKind, answer: Given) -> Any:
    if kind is PromptKind.TEXT:
        return answer.text
    if isinstance(field, RankingField):
        return field.places(answer.options)
    numbers = [str(number) for number in answer.options]
    return numbers if kind is PromptKind.CHOICES else next(iter(numbers), "")


def _given(value: Any, kind: PromptKind) -> Given:
    if kind is PromptKind.TEXT:
        return Given(text=value)
    if kind in {PromptKind.RANKING, PromptKind.CHOICES}:
        return Given(tuple(sorted(map(int, value))) if kind is PromptKind.CHOICES else value)
    return Given((int(value),) if value else ())


def _with(data: QueryDict, **values: str) -> QueryDict:
    """A copy of what was sent, with other values of hidden fields."""
    copy = data.copy()
    for name, value in values.items():
        copy[name] = value
    return copy
