"""Marks in the HTML of a provision, on the words that passages of its plain text cover.

Tags stay as they are: each run of text between two tags is wrapped by itself, so what nests keeps nesting, and without
the marks the HTML is the same, byte for byte.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import accumulate, groupby
from typing import NamedTuple

from comments.anchoring.ink import leaves_ink
from comments.anchoring.selector import Span

PIECE = re.compile(r"<(?:\"[^\"]*\"|[^>\"])*>|&(?:#\w+|\w+);|.", re.DOTALL)
"""A tag as nh3 writes it, a character reference, or one code point."""

OURS = re.compile(r'<mark class="passage[^>]*>|</mark>|<a class="passage-link"[^>]*>[^<]*</a>')
LINK = re.compile(r"<(/?)a[ >]")
DEEPEST = 3
"""From so many passages on, one mark looks like the next."""


@dataclass(frozen=True)
class Passage:
    """A passage that somebody commented on: how many comments, and where they are read. `label` says so in words."""

    span: Span
    count: int
    url: str
    label: str


class Piece(NamedTuple):
    """`at` is where the text goes on after the piece; `leaves_ink` is false of tags and white space."""

    html: str
    at: int
    is_tag: bool
    leaves_ink: bool


def marked(html: str, text: str, passages: Sequence[Passage]) -> str:
    """The HTML with its passages marked, a link to the comments at the end of each.

    Where the words of `html` are not those of `text`, nothing is marked.
    """
    pieces = _pieces(html, text)
    if pieces is None:
        return html
    return "".join(_with_links(_with_marks(pieces, _depths(text, passages)), passages))


def unmarked(html: str) -> str:
    """The HTML as it was before `marked`."""
    return OURS.sub("", html)


def _pieces(html: str, text: str) -> list[Piece] | None:
    """None where the letters of the HTML are not those of the text, in the same order."""
    pieces: list[Piece] = []
    at = 0
    for found in PIECE.finditer(html):
        piece = found[0]
        is_tag = len(piece) > 1 and piece[0] == "<"
        letters = [] if is_tag else [char for char in unescape(piece) if leaves_ink(char)]
        for letter in letters:
            while at < len(text) and not leaves_ink(text[at]):
                at += 1
            if at == len(text) or text[at] != letter:
                return None
            at += 1
        pieces.append(Piece(piece, at, is_tag, bool(letters)))
    return None if any(map(leaves_ink, text[at:])) else pieces


def _depths(text: str, passages: Sequence[Passage]) -> list[int]:
    """How many passages cover each code point of the text, and the end of it."""
    changes = [0] * (len(text) + 1)
    for passage in passages:
        changes[passage.span.start] += 1
        changes[passage.span.end] -= 1
    return list(accumulate(changes))


def _with_marks(pieces: Sequence[Piece], depths: Sequence[int]) -> Iterator[Piece]:
    """Between two tags, a mark for each run of words that equally many passages cover."""
    for is_tag, run in groupby(pieces, key=lambda it: it.is_tag):
        words = list(run)
        yield from words if is_tag or not any(it.leaves_ink for it in words) else _marked_run(words, depths)


def _marked_run(words: Sequence[Piece], depths: Sequence[int]) -> Iterator[Piece]:
    for depth, covered in groupby(words, key=lambda it: min(_depth(it, depths), DEEPEST)):
        if not depth:
            yield from covered
            continue
        marked_words = list(covered)
        yield Piece(f'<mark class="passage passage-{depth}">', 0, True, False)
        yield from marked_words
        yield Piece("</mark>", marked_words[-1].at, True, False)


def _depth(piece: Piece, depths: Sequence[int]) -> int:
    """White space is covered where what stands before and after it is."""
    if not piece.at:
        return 0
    return depths[piece.at - 1] if piece.leaves_ink else min(depths[piece.at - 1], depths[piece.at])


def _with_links(pieces: Iterable[Piece], passages: Sequence[Passage]) -> Iterator[str]:
    """Each link stands at the end of its passage, or after the link that the passage ends in."""
    waiting = deque(sorted(passages, key=lambda it: (it.span.end, it.span.start)))
    in_link = False
    for piece in pieces:
        yield piece.html
        if found := LINK.match(piece.html):
            in_link = not found[1]
        while waiting and waiting[0].span.end <= piece.at and not in_link:
            yield _link(waiting.popleft())


def _link(passage: Passage) -> str:
    return (
        f'<a class="passage-link" href="{escape(passage.url)}" aria-label="{escape(passage.label)}">{passage.count}</a>'
    )
