"""The passages that a search shows, with what was found in them marked.

Text is data: pieces of it go to the page, never markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

BEGIN, END = "\x02", "\x03"
"""Stand around what the database has found. It takes them out of the text before: whoever types them marks nothing."""
AROUND = 45
"""Characters of context on each side, in writing without spaces."""


class Piece(NamedTuple):
    text: str
    is_found: bool


def pieces(marked: str) -> tuple[Piece, ...]:
    """Of a text in which the database has set its marks."""
    return tuple(_pieces(marked))


def _pieces(marked: str) -> Iterator[Piece]:
    for at, part in enumerate(re.split(f"[{BEGIN}{END}]", marked)):
        if part:
            yield Piece(part, at % 2 == 1)


def passage_of(text: str, runs: Sequence[str]) -> tuple[Piece, ...]:
    """The surroundings of the first of these `runs` in `text`, with all that stand there marked; () where none does."""
    wanted = re.compile("|".join(re.escape(run) for run in sorted(runs, key=len, reverse=True)))
    first = wanted.search(text) if runs else None
    if first is None:
        return ()
    begin, end = max(0, first.start() - AROUND), first.end() + AROUND
    cut = wanted.sub(lambda found: f"{BEGIN}{found[0]}{END}", text[begin:end].translate({2: None, 3: None}))
    return pieces(f"{'… ' if begin else ''}{cut}{' …' if end < len(text) else ''}")
