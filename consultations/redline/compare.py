from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from diff_match_patch import diff_match_patch

from consultations.redline.tidying import Found, tidied
from consultations.redline.words import count_words, sentences, words

SECONDS = 0.2
"""What is not compared by then is shown as replaced."""
MOST_PARTS = 20_000
"""Of either text. The comparison writes each different part as one character of its own, from `FIRST` on: there is room
for 131,072."""
FIRST = 0xF0000
"""Private use: the library, which looks at characters to tidy its result, takes all of these for alike."""
ANOTHER_TEXT = 0.1
"""Two texts that share a smaller part of their words are not told apart word by word: a translation, for instance."""


class Mark(StrEnum):
    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Piece:
    mark: Mark
    text: str


@dataclass(frozen=True)
class Redline:
    """Without what was inserted the pieces are the old text, without what was deleted the new one."""

    pieces: tuple[Piece, ...]

    @cached_property
    def is_another_text(self) -> bool:
        """Next to nothing of the old text was kept: marks would say no more than that."""
        lengths = dict.fromkeys(Mark, 0)
        for piece in self.pieces:
            lengths[piece.mark] += sum(not char.isspace() for char in piece.text)
        kept, deleted = lengths[Mark.KEPT], lengths[Mark.DELETED]
        return deleted > 0 and kept < ANOTHER_TEXT * (kept + deleted)

    @cached_property
    def is_change(self) -> bool:
        return any(piece.mark is not Mark.KEPT for piece in self.pieces)

    @cached_property
    def changed_words(self) -> int:
        """A word that another one replaced counts once; in scripts without spaces each character is a word."""
        total = 0
        for is_kept, run in groupby(self.pieces, key=lambda it: it.mark is Mark.KEPT):
            if not is_kept:
                counts = {piece.mark: count_words(piece.text) for piece in run}
                total += max(counts.values())
        return total


def redline(old: str, new: str) -> Redline:
    """What makes `new` of `old`. A word that was replaced is deleted first and then inserted.

    Myers' O(ND) comparison by words, tidied; where the texts are long by sentences, and by words in what became of
    each. Within SECONDS, or as replaced.
    """
    if old == new:
        return Redline(_pieces([(0, old)]))
    until = time.time() + SECONDS
    if _fits(old, new, words):
        return Redline(_pieces(_compared(old, new, words, until)))
    if _fits(old, new, sentences):
        return Redline(_pieces(_by_words_within(_compared(old, new, sentences, until), until)))
    return Redline(_pieces([(-1, old), (1, new)]))


def redlines(old: str, parts: Sequence[str]) -> list[Redline]:
    """What became of a text that was split: a redline for each part, of its share of the old text."""
    between = "\n" if old.count("\n") >= len(parts) - 1 else " "
    shares: list[list[Piece]] = [[] for _part in parts]
    rooms = [len(part) + 1 for part in parts]
    index = 0
    for piece in redline(old + between, "".join(part + between for part in parts)).pieces:
        text = piece.text
        while text:
            taken = text if piece.mark is Mark.DELETED else text[: rooms[index]]
            shares[index].append(Piece(piece.mark, taken))
            text = text[len(taken) :]
            rooms[index] -= 0 if piece.mark is Mark.DELETED else len(taken)
            if not rooms[index] and index < len(parts) - 1:
                index += 1
    return [Redline(_without_last(between, share)) for share in shares]


def _without_last(between: str, pieces: list[Piece]) -> tuple[Piece, ...]:
    """Without what we have put at the end of each part."""
    if pieces and pieces[-1].text.endswith(between):
        pieces[-1] = Piece(pieces[-1].mark, pieces[-1].text.removesuffix(between))
    return tuple(piece for piece in pieces if piece.text)


Cut = Callable[[str], Sequence[str]]


def _fits(old: str, new: str, cut: Cut) -> bool:
    return max(len(cut(old)), len(cut(new))) <= MOST_PARTS


def _by_words_within(found: Iterable[Found], until: float) -> Iterator[Found]:
    """Sentences that were deleted and those that came in their place, against each other."""
    for is_kept, run in groupby(found, key=lambda it: it[0] == 0):
        pieces = [*run]
        old = "".join(text for mark, text in pieces if mark < 0)
        new = "".join(text for mark, text in pieces if mark > 0)
        is_comparable = not is_kept and old and new and _fits(old, new, words)
        yield from _compared(old, new, words, until) if is_comparable else pieces


def _compared(old: str, new: str, cut: Cut, until: float) -> Iterator[Found]:
    before, after = cut(old), cut(new)
    signs: dict[str, str] = {}
    for part in (*before, *after):
        if part not in signs:
            signs[part] = chr(FIRST + len(signs))
    parts = [*signs]
    library = diff_match_patch()
    library.Diff_Timeout = 0  # no guess at a common middle, whose cost nothing bounds; the time is bounded below
    found = library.diff_main(
        "".join(signs[part] for part in before),
        "".join(signs[part] for part in after),
        checklines=False,
        deadline=until,
    )
    yield from tidied((mark, "".join(parts[ord(sign) - FIRST] for sign in text)) for mark, text in found)


def _pieces(found: Iterable[Found]) -> tuple[Piece, ...]:
    marks = {-1: Mark.DELETED, 0: Mark.KEPT, 1: Mark.INSERTED}
    return tuple(Piece(marks[mark], text) for mark, text in found if text)
