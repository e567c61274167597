from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from diff_match_patch import diff_match_patch

from consultations.redline.words import sentences, words

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


def redline(old: str, new: str) -> Redline:
    """What makes `new` of `old`. A word that was replaced is deleted first and then inserted.

    Myers' O(ND) comparison, tidied so that chance agreements inside a change do not chop it up
    (https://neil.fraser.name/writing/diff/), by words; by sentences where the texts are long; within SECONDS.
    """
    if old == new:
        return Redline(_pieces([(0, [old])]))
    for cut in (words, sentences):
        before, after = cut(old), cut(new)
        if max(len(before), len(after)) <= MOST_PARTS:
            return Redline(_pieces(_compared(before, after)))
    return Redline(_pieces([(-1, [old]), (1, [new])]))


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """As the library answers: -1 for deleted, 0 for kept, 1 for inserted."""
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
        deadline=time.time() + SECONDS,
    )
    library.diff_cleanupSemantic(found)
    for mark, text in found:
        yield mark, [parts[ord(sign) - FIRST] for sign in text]


def _pieces(found: Iterable[tuple[int, list[str]]]) -> tuple[Piece, ...]:
    marks = {-1: Mark.DELETED, 0: Mark.KEPT, 1: Mark.INSERTED}
    pieces = (Piece(marks[mark], "".join(parts)) for mark, parts in found)
    return tuple(piece for piece in pieces if piece.text)
