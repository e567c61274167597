"""What a prompt asks, apart from where it stands in its round; and whether that makes a prompt at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.errors import StateError
from common.text import is_blank
from consultations.enums import PromptKind
from consultations.models import Prompt

Words = Mapping[str, str]
"""By language."""

WORDING_LIMIT = 500
HELP_LIMIT = 1000
LABEL_LIMIT = 200
FEWEST_OPTIONS = 2
MOST_OPTIONS = 20
MOST_PROMPTS = 40
"""Of one round, retired ones included."""


class ImpossiblePrompt(StateError):
    """Nobody could answer it. `field` names what is to be mended: wording, options or provision."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class PromptFacts:
    """`options` are their labels in order; free text has none. `eid` is a provision's, "" for a prompt on the whole."""

    kind: PromptKind
    wordings: Words
    helps: Words = field(default_factory=dict)
    options: Sequence[Words] = ()
    is_required: bool = False
    eid: str = ""


def facts_of(prompt: Prompt) -> PromptFacts:
    """As it is asked now: without options that are retired."""
    return PromptFacts(
        kind=PromptKind(prompt.kind),
        wordings=prompt.wordings,
        helps=prompt.helps,
        options=[option.labels for option in prompt.options.all() if not option.is_retired],
        is_required=prompt.is_required,
        eid=prompt.eid,
    )


def check_facts(facts: PromptFacts, *, language: str) -> None:
    """`language` is the consultation's first, into which everything falls back. Raises ImpossiblePrompt."""
    if is_blank(facts.wordings.get(language, "")):
        raise ImpossiblePrompt(_("Write the question in the consultation's first language."), field="wording")
    _check_lengths("wording", facts.wordings, WORDING_LIMIT)
    _check_lengths("help", facts.helps, HELP_LIMIT)
    if not facts.kind.has_options:
        if facts.options:
            raise ImpossiblePrompt(
                _("Free text has no options. Leave them out, or choose another kind."), field="options"
            )
        return
    if not FEWEST_OPTIONS <= len(facts.options) <= MOST_OPTIONS:
        raise ImpossiblePrompt(
            _("Give between %(fewest)s and %(most)s options, one a line.")
            % {"fewest": FEWEST_OPTIONS, "most": MOST_OPTIONS},
            field="options",
        )
    labels = [option.get(language, "").strip() for option in facts.options]
    if any(is_blank(label) for label in labels):
        raise ImpossiblePrompt(_("Write every option in the consultation's first language."), field="options")
    if len({label.casefold() for label in labels}) < len(labels):
        raise ImpossiblePrompt(_("Two options say the same. Leave one out."), field="options")
    for option in facts.options:
        _check_lengths("options", option, LABEL_LIMIT)


def _check_lengths(field: str, words: Words, limit: int) -> None:
    over = max((len(text) for text in words.values()), default=0) - limit
    if over > 0:
        raise ImpossiblePrompt(
            ngettext(
                "At most %(limit)s characters are taken here. Shorten it by %(over)s character.",
                "At most %(limit)s characters are taken here. Shorten it by %(over)s characters.",
                over,
            )
            % {"limit": limit, "over": over},
            field=field,
        )
