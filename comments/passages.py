"""The passages that a search shows, with what was found in them marked.

Text is data: pieces of it go to the page, never markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

BEGIN, END = "\x02", "\x03"
"""Stand around what the database has found. It takes them out of the text before: whoever types them marks nothing."""
NEARBY = 20
"""So many characters tell whether a passage begins and ends where its text does."""
AROUND = 45
"""Characters of context on each side, in writing without spaces."""


class Piece(NamedTuple):
    text: str
    is_found: bool


def pieces(marked: str, *, of: str = "") -> tuple[Piece, ...]:
    """Of what the database has cut out of the text `of` and set its marks in; dots stand where words are left out."""
    plain = re.sub(f"[{BEGIN}{END}]", "", marked).strip()
    before = "" if not of or of.lstrip().startswith(plain[:NEARBY]) else "… "
    after = "" if not of or plain[-NEARBY:] in of.rstrip()[-2 * NEARBY :] else " …"
    return tuple(_pieces(f"{before}{marked}{after}" if plain else ""))


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
    return tuple(_pieces(f"{'… ' if begin else ''}{cut}{' …' if end < len(text) else ''}"))
