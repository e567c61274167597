"""A passage of an old text found again in the text, or texts, that came of it; pure, and never on other words in
silence.

In this order: the quote where it stands once; of several places the one that what stands around it tells apart; words
that resemble the quote, where the comparison of the texts leads to, or else where they stand alone with it. What two
places may be, what is too short to be known again, and what resembles too little, is in doubt: then a person decides.
White space never matters (`comments.anchoring.ink`). Scores are the share of letters kept, 0 to 1: twice the longest
common subsequence by the length of both (the normalised indel similarity of rapidfuzz).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from comments.anchoring.alignment import Alignment, aligned
from comments.anchoring.ink import Ink, ink_of, letters_of
from comments.anchoring.resolving import resolve
from comments.anchoring.selector import Selector, Span

LEAST_FRAMED, CERTAIN_FRAMED = 0.6, 0.75
"""Words that stand between the same words as the quote did may be what became of it if they resemble it so much, and
are if they do so much more."""
LONGEST = 1.3
"""Times the quote's letters: what grew more may hold words from elsewhere."""
LEAST_SCORE = 0.85
"""Of any others."""
CLEARLY = 0.1
"""By so much the best place must resemble the quote more than the next one."""

SPEAKS_FOR_ITSELF = 24
"""A quote of so many letters needs nothing around it to be known again. A letter of a wide script counts as WIDE."""
WIDE = 3
FRAME = 8
"""Letters beside a short quote that must stand there still: on one side where the comparison leads, else on both."""
AROUND, MARGIN, END = 200, 16, 24
"""Letters on either side that are compared where a quote stands several times, by how many the best must win, and how
many a text's end is worth."""


class How(StrEnum):
    QUOTE = "quote"
    CONTEXT = "context"
    APPROXIMATE = "approximate"


@dataclass(frozen=True)
class Refound:
    """`text` is the number of the new text, `span` its code points. What is not `is_certain` wants a look."""

    text: int
    span: Span
    score: float
    how: How
    is_certain: bool = True


@dataclass(frozen=True)
class InDoubt:
    """Two places may be meant, or what stands there may be something else."""

    score: float = 0.0


@dataclass(frozen=True)
class Gone:
    """Nothing like it is there any more."""


Answer = Refound | InDoubt | Gone


@dataclass(frozen=True)
class _Place:
    """Where a quote stands, in letters: `first` to `last` of a text's ink."""

    text: int
    first: int
    last: int


def refind(old: str, selector: Selector, new: Sequence[str]) -> Answer:
    """Where a passage of `old` stands in the new texts, of which there are several after a split."""
    return Successors(old, tuple(new)).refind(selector)


@dataclass(frozen=True)
class Successors:
    """A text and what came of it, compared once for all the passages that are looked for."""

    old: str
    new: tuple[str, ...]

    def refind(self, selector: Selector) -> Answer:
        span = resolve(selector, self.old)
        return self.find(span) if isinstance(span, Span) else InDoubt()

    def find(self, span: Span) -> Answer:
        if not self.new:
            return Gone()
        if self.new == (self.old,):
            return Refound(0, span, 1.0, How.QUOTE)
        quote = letters_of(self.old[span.start : span.end])
        if not quote:
            return InDoubt()
        places = [it for text, ink in enumerate(self._inks) for it in _places(text, quote, ink)]
        return self._of_exact(span, quote, places) if places else self._approximate(span, quote)

    @cached_property
    def _ink(self) -> Ink:
        return ink_of(self.old)

    @cached_property
    def _inks(self) -> tuple[Ink, ...]:
        return tuple(map(ink_of, self.new))

    @cached_property
    def _alignment(self) -> Alignment:
        return aligned(self.old, self.new)

    def _of_exact(self, span: Span, quote: str, places: Sequence[_Place]) -> Answer:
        """The quote stands there as it was: at one place, or at several."""
        mine = _Place(0, self._ink.letters_before(span.start), self._ink.letters_before(span.end))
        others = [it for it in _places(0, quote, self._ink) if it.first != mine.first]
        mapped = self._mapped(span, places)
        if len(places) == 1 and not others:
            around = self._around(mine, places[0])
            known = min(around) >= FRAME or (mapped is not None and max(around) >= FRAME)
            known = known or _weight(quote) >= SPEAKS_FOR_ITSELF
            return self._refound(places[0], How.QUOTE) if known else InDoubt(1.0)
        ranked = sorted(places, key=lambda it: sum(self._around(mine, it)), reverse=True)
        best = ranked[0]
        agreed = sum(self._around(mine, best))
        rivals = [sum(self._around(mine, it)) for it in ranked[1:]]
        rivals += [sum(self._around(other, best)) for other in others]
        least = 0 if _weight(quote) >= SPEAKS_FOR_ITSELF else FRAME // 2
        if agreed >= max(FRAME, max(rivals) + MARGIN) and min(self._around(mine, best)) >= least:
            return self._refound(best, How.CONTEXT)
        if mapped is not None and self._is_same_in_turn(mine, mapped, others, places):
            return self._refound(mapped, How.CONTEXT)
        return InDoubt(1.0)

    def _is_same_in_turn(
        self, mine: _Place, mapped: _Place, others: Sequence[_Place], places: Sequence[_Place]
    ) -> bool:
        """As many places as there were, none told from the next by its surroundings, and this one in the same turn."""
        turn = sum(it.first < mine.first for it in others)
        is_as_many = len(places) == len(others) + 1
        return is_as_many and places.index(mapped) == turn and min(self._around(mine, mapped)) >= FRAME

    def _mapped(self, span: Span, places: Sequence[_Place]) -> _Place | None:
        """The place of these to which the comparison leads."""
        there = self._alignment.successor_of(span)
        text = self._alignment.text_of(there) if there else None
        if there is None or text is None:
            return None
        within, ink = self._alignment.within(text, there), self._inks[text]
        found = _Place(text, ink.letters_before(within.start), ink.letters_before(within.end))
        return found if found in places else None

    def _around(self, old: _Place, new: _Place) -> tuple[int, int]:
        """How many letters before and after both places agree, at most AROUND. Where the old text and all that came of
        it begin or end at once, that says as much as an END of letters."""
        before, after = self._ink.letters, self._inks[new.text].letters
        left = _agreeing(before[: old.first][-AROUND:][::-1], after[: new.first][-AROUND:][::-1])
        right = _agreeing(before[old.last :][:AROUND], after[new.last :][:AROUND])
        is_first, is_last = new.text == 0, new.text == len(self.new) - 1
        begin = is_first and left == old.first == new.first
        end = is_last and right == len(before) - old.last == len(after) - new.last
        return left + END * begin, right + END * end

    def _approximate(self, span: Span, quote: str) -> Answer:
        led = self._where_comparison_leads(span, quote)
        if isinstance(led, Refound):
            return led
        elsewhere = self._elsewhere(span, quote)
        return elsewhere if isinstance(elsewhere, Refound) or isinstance(led, Gone) else led

    def _where_comparison_leads(self, span: Span, quote: str) -> Answer:
        there = self._alignment.successor_of(span)
        if there is None:
            return Gone()
        text = self._alignment.text_of(there)
        if text is None:
            return InDoubt(_likeness(quote, self._alignment.new[there.start : there.end]))
        span_there = _without_space(self._inks[text], self._alignment.within(text, there))
        if span_there is None:
            return Gone()
        words = letters_of(self._words(text, span_there))
        score = _likeness(quote, words)
        is_framed = len(words) <= LONGEST * len(quote) and self._is_framed(span, text, span_there)
        is_alike = score >= LEAST_SCORE and _weight(quote) >= SPEAKS_FOR_ITSELF and len(words) <= LONGEST * len(quote)
        if score >= LEAST_FRAMED if is_framed else is_alike:
            is_certain = is_framed and score >= CERTAIN_FRAMED
            return Refound(text, span_there, score, How.APPROXIMATE, is_certain)
        return InDoubt(score)

    def _is_framed(self, span: Span, text: int, there: Span) -> bool:
        """Whether it stands between the same letters, FRAME of them or the text's end on either side."""
        ink = self._inks[text]
        old = _Place(0, self._ink.letters_before(span.start), self._ink.letters_before(span.end))
        new = _Place(text, ink.letters_before(there.start), ink.letters_before(there.end))
        return min(self._around(old, new)) >= FRAME

    def _elsewhere(self, span: Span, quote: str) -> Answer:
        """Words like the quote at one place only, that are not more like other words of the old text."""
        if _weight(quote) < SPEAKS_FOR_ITSELF:
            return Gone()
        said = self.old[span.start : span.end]
        found = [(text, it) for text, words in enumerate(self.new) if (it := _most_alike(said, words))]
        if not found:
            return Gone()
        text, there = max(found, key=lambda it: _likeness(quote, self._words(*it)))
        words = self._words(text, there)
        score = _likeness(quote, words)
        if score < LEAST_SCORE:
            return Gone()
        without = [*self.new[:text], self.new[text][: there.start], self.new[text][there.end :], *self.new[text + 1 :]]
        rivals = [_best_partial(quote, it) for it in without]
        rivals += [_best_partial(letters_of(words), it) for it in (self.old[: span.start], self.old[span.end :])]
        if max(rivals) > score - CLEARLY:
            return InDoubt(score)
        return Refound(text, there, score, How.APPROXIMATE, is_certain=False)

    def _words(self, text: int, span: Span) -> str:
        return self.new[text][span.start : span.end]

    def _refound(self, place: _Place, how: How) -> Refound:
        places = self._inks[place.text].places
        return Refound(place.text, Span(places[place.first], places[place.last - 1] + 1), 1.0, how)


def _places(text: int, quote: str, ink: Ink) -> list[_Place]:
    """Overlapping ones, too."""
    found, at = [], ink.letters.find(quote)
    while at >= 0:
        found.append(_Place(text, at, at + len(quote)))
        at = ink.letters.find(quote, at + 1)
    return found


def _agreeing(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def _weight(quote: str) -> int:
    return sum(WIDE if unicodedata.east_asian_width(char) in "WF" else 1 for char in quote)


def _likeness(quote: str, words: str) -> float:
    return Indel.normalized_similarity(quote, letters_of(words))


def _best_partial(quote: str, text: str) -> float:
    letters = letters_of(text)
    if len(letters) < len(quote) / 2:
        return 0.0
    return fuzz.partial_ratio(quote, letters) / 100


def _most_alike(words: str, text: str) -> Span | None:
    """The stretch of the text that resembles the words most, from the first of them that stands there to the last."""
    quote, ink = letters_of(words), ink_of(text)
    if len(ink.letters) < len(quote) / 2:
        return None
    rough = fuzz.partial_ratio_alignment(quote, ink.letters, score_cutoff=100 * LEAST_SCORE / 2)
    if rough is None or rough.dest_start == rough.dest_end:
        return None
    slack = len(quote) // 4
    first, last = max(0, rough.dest_start - slack), min(len(ink.letters), rough.dest_end + slack)
    window = Span(ink.places[first], ink.places[last - 1] + 1)
    found = aligned(words, [text[window.start : window.end]]).successor_of(Span(0, len(words)))
    return found and _without_space(ink, Span(window.start + found.start, window.start + found.end))


def _without_space(ink: Ink, span: Span) -> Span | None:
    first, last = ink.letters_before(span.start), ink.letters_before(span.end)
    return Span(ink.places[first], ink.places[last - 1] + 1) if first < last else None
