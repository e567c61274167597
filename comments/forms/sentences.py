"""The words of a provision, from which one chooses what a comment is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comments.anchoring.selector import Span
from comments.asked_places import AskedPlace
from comments.enums import AnchorType

MOST_SENTENCES = 150
"""So many sentences are listed at most; those further down are chosen at the address of their own provision."""


@dataclass(frozen=True)
class Words:
    """The words of a provision in one language; `number` is as printed."""

    eid: str
    number: str
    language: str
    text: str


@dataclass(frozen=True)
class Stretch:
    """Some of the words of a provision, by their place in its text."""

    words: Words
    span: Span

    @property
    def text(self) -> str:
        return self.words.text[self.span.start : self.span.end]

    @property
    def place(self) -> AskedPlace:
        return AskedPlace(AnchorType.PASSAGE, self.words.eid, self.words.language, self.span)


def runs_of(listed: Sequence[Stretch], ticked: set[str]) -> list[Stretch]:
    """The ticked sentences; those that follow each other in one provision are one."""
    runs: list[Stretch] = []
    goes_on = False
    for it in listed:
        is_ticked = str(it.place) in ticked
        if is_ticked and goes_on and runs[-1].words is it.words:
            runs[-1] = Stretch(it.words, Span(runs[-1].span.start, it.span.end))
        elif is_ticked:
            runs.append(it)
        goes_on = is_ticked
    return runs
