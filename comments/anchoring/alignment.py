"""Which characters of an old text still stand in the new ones, by the word-by-word comparison of a redline."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from comments.anchoring.selector import Span
from consultations.redline import Mark, redline

BETWEEN = "\n"
GONE = -1


@dataclass(frozen=True)
class Alignment:
    """An old text beside the texts that came of it, which stand joined in `new`; `starts` says where each begins.
    `kept[i]` is the position in `new` of the old text's code point i, or GONE; positions grow with i."""

    old: str
    new: str
    starts: tuple[int, ...]
    kept: list[int]

    def text_of(self, span: Span) -> int | None:
        """The number of the one text that the span of `new` lies in."""
        text = bisect_right(self.starts, span.start) - 1
        after = self.starts[text + 1] - len(BETWEEN) if text + 1 < len(self.starts) else len(self.new)
        return text if span.end <= after else None

    def within(self, text: int, span: Span) -> Span:
        """That span of `new`, counted from the beginning of the text."""
        return Span(span.start - self.starts[text], span.end - self.starts[text])

    def successor_of(self, span: Span) -> Span | None:
        """What stands in `new` for that span of the old text: from the first word that was kept to the last one. What
        replaces words at an end of the span belongs to it; what was only added there does not."""
        places = [place for place in self.kept[span.start : span.end] if place != GONE]
        if not places:
            return None
        start, end = places[0], places[-1] + 1
        if self.kept[span.start] == GONE and span.start and (before := self.kept[span.start - 1]) != GONE:
            start = before + 1
        if self.kept[span.end - 1] == GONE and span.end < len(self.old) and (after := self.kept[span.end]) != GONE:
            end = after
        return Span(start, end)


def aligned(old: str, new: Sequence[str]) -> Alignment:
    joined = BETWEEN.join(new)
    starts = tuple(accumulate((len(text) + len(BETWEEN) for text in new[:-1]), initial=0))
    kept: list[int] = []
    at = 0
    for piece in redline(old, joined).pieces:
        length = len(piece.text)
        if piece.mark is Mark.DELETED:
            kept += [GONE] * length
            continue
        if piece.mark is Mark.KEPT:
            kept += range(at, at + length)
        at += length
    return Alignment(old, joined, starts, kept)
