"""What somebody gives as an answer to a prompt, and whether the prompt takes it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.limits import ANSWERED_WORDS
from common.text import is_blank
from consultations.enums import PromptKind


@dataclass(frozen=True)
class Given:
    """`options` are numbers of options, of a ranking in the order of preference; `text` is that of a free text."""

    options: tuple[int, ...] = ()
    text: str = ""

    @property
    def is_nothing(self) -> bool:
        return not self.options and is_blank(self.text)


NOTHING = Given()


def problem_with(given: Given, *, kind: PromptKind, offered: Collection[int], is_required: bool) -> str:
    """Why the prompt does not take the answer, in words for whoever gave it; "" where it does."""
    if given.is_nothing:
        return required_words(kind) if is_required else ""
    if kind is PromptKind.TEXT:
        return _problem_with_text(given.text)
    if len(set(given.options)) < len(given.options):
        return _("An option is named twice. Name each at most once.")
    if not set(given.options) <= set(offered):
        return _("One of the options is not offered any more. Choose again.")
    if kind in {PromptKind.CHOICE, PromptKind.SCALE} and len(given.options) > 1:
        return _("Choose one option only.")
    return ""


def problem_with_places(places: Sequence[int]) -> str:
    """Why places in a ranking (from 1) are no order; the last ones may be left out."""
    twice = sorted({place for place in places if places.count(place) > 1})
    if twice:
        return _("Two options have place %(place)s. Give each place once.") % {"place": twice[0]}
    missing = next((place for place in range(1, max(places, default=0)) if place not in places), None)
    if missing is not None:
        return _("No option has place %(place)s. Begin with place 1 and leave none out.") % {"place": missing}
    return ""


def required_words(kind: PromptKind) -> str:
    return {
        PromptKind.TEXT: _("Write an answer: this prompt must be answered."),
        PromptKind.RANKING: _("Give at least place 1: this prompt must be answered."),
    }.get(kind, _("Choose an option: this prompt must be answered."))


def _problem_with_text(text: str) -> str:
    over = len(text) - ANSWERED_WORDS
    if over <= 0:
        return ""
    return ngettext(
        "The text may have %(limit)s characters. Shorten it by %(over)s character.",
        "The text may have %(limit)s characters. Shorten it by %(over)s characters.",
        over,
    ) % {"limit": ANSWERED_WORDS, "over": over}
