from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.fields import LongTextField, PlainTextField
from consultations.enums import PromptKind
from consultations.forms.round import VersionedForm
from consultations.languages import language_label
from consultations.models import Prompt, Round
from consultations.prompt_facts import ImpossiblePrompt, PromptFacts, check_facts, facts_of


class PromptForm(VersionedForm):
    """What a prompt asks, in each language of the consultation, the first being the fallback.

    Options are lines: the same line in each language is the same option. Once the prompt is answered, kind and place
    cannot be chosen any more, and somebody vouches that the meaning stays.
    """

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        round: Round,
        provisions: Sequence[tuple[str, str]],
        prompt: Prompt | None = None,
    ) -> None:
        self.tags: list[str] = round.consultation.languages
        self.was = facts_of(prompt) if prompt else None
        super().__init__(data, initial=initial(self.was, self.tags) | {"version": prompt.version if prompt else 0})
        if prompt is None or not prompt.is_answered:
            self.fields["kind"] = forms.ChoiceField(
                label=_("Kind of answer"), choices=PromptKind, widget=forms.RadioSelect
            )
        for tag in self.tags:
            self.fields.update(word_fields(tag, is_first=tag == self.tags[0]))
        self.fields["is_required"] = forms.BooleanField(
            label=_("Whoever answers the prompts must answer this one"), required=False
        )
        if prompt is None or not prompt.is_answered:
            self.fields["eid"] = forms.ChoiceField(
                label=_("Where it is asked"),
                required=False,
                choices=[("", _("Before the text")), *((eid, name) for eid, name in provisions)],
                help_text=_("Before the text, or beside one of its provisions."),
            )
        else:
            self.fields["same_meaning"] = forms.BooleanField(
                label=_("These are typing errors: the meaning stays the same"),
                required=False,
                help_text=_("People have answered this prompt. Another meaning needs another prompt."),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                check_facts(self.facts, language=self.tags[0])
                self._check_lines()
            except ImpossiblePrompt as refusal:
                self.add_refusal(str(refusal.message), refusal.field)
        return data

    def add_refusal(self, message: str, field: str | None) -> None:
        """At the field of that name, or at that of the first language, or above them all."""
        names = [name for name in (field, f"{field}_{self.tags[0]}") if name in self.fields]
        self.add_error(names[0] if names else None, message)

    @property
    def facts(self) -> PromptFacts:
        """What the services take."""
        data = self.cleaned_data
        kind = PromptKind(data["kind"]) if "kind" in data else self.was.kind if self.was else PromptKind.TEXT
        return PromptFacts(
            kind=kind,
            wordings={tag: data[f"wording_{tag}"] for tag in self.tags},
            helps={tag: data[f"help_{tag}"] for tag in self.tags},
            options=list(self._options()) if kind.has_options else (),
            is_required=data["is_required"],
            eid=data.get("eid", self.was.eid if self.was else ""),
        )

    def _options(self) -> Iterator[dict[str, str]]:
        lines = {tag: self._lines(tag) for tag in self.tags}
        for place in range(len(lines[self.tags[0]])):
            yield {tag: lines[tag][place] for tag in self.tags if place < len(lines[tag])}

    def _lines(self, tag: str) -> list[str]:
        return [line.strip() for line in self.cleaned_data[f"options_{tag}"].split("\n") if line.strip()]

    def _check_lines(self) -> None:
        """A translation names every option or none, so that no line slips to another one."""
        first = len(self._lines(self.tags[0]))
        for tag in self.tags[1:]:
            if len(self._lines(tag)) not in (0, first):
                self.add_error(
                    f"options_{tag}",
                    _("There are %(count)s options. Write as many lines here, or none.") % {"count": first},
                )


def word_fields(tag: str, *, is_first: bool) -> dict[str, forms.Field]:
    named = {"language": language_label(tag)}
    attrs = {"lang": tag, "dir": "auto"}
    return {
        f"wording_{tag}": PlainTextField(
            label=_("Question in %(language)s") % named,
            required=is_first,
            widget=forms.Textarea(attrs={**attrs, "rows": 2}),
        ),
        f"help_{tag}": LongTextField(
            label=_("Help in %(language)s") % named,
            required=False,
            help_text=_("What one should know to answer, in a sentence or two."),
            widget=forms.Textarea(attrs={**attrs, "rows": 2}),
        ),
        f"options_{tag}": LongTextField(
            label=_("Options in %(language)s") % named,
            required=False,
            help_text=_(
                "One a line, in order; of a scale its points, from the lowest to the highest. Free text has none."
            ),
            widget=forms.Textarea(attrs={**attrs, "rows": 5}),
        ),
    }


def initial(facts: PromptFacts | None, tags: Sequence[str]) -> dict[str, Any]:
    if facts is None:
        return {"kind": PromptKind.CHOICE}
    words: dict[str, Any] = {"kind": facts.kind, "is_required": facts.is_required, "eid": facts.eid}
    for tag in tags:
        words[f"wording_{tag}"] = facts.wordings.get(tag, "")
        words[f"help_{tag}"] = facts.helps.get(tag, "")
        words[f"options_{tag}"] = "\n".join(option.get(tag, "") for option in facts.options)
    return words
