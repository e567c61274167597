"""Words with their looks, as writing programs have them: in pieces that may end in the middle of a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markdown_it.token import Token

from consultations.readers.inline import words, wrapped
from consultations.readers.line import Line

LINK_SCHEMES = ("http://", "https://", "mailto:")
INVISIBLE = "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
"""Marks of the writing direction, which keep a number at the start of a line from being seen as one."""


@dataclass(frozen=True, slots=True)
class Looks:
    bold: bool = False
    italic: bool = False
    position: str = ""
    """“sub”, “sup” or nothing."""
    href: str = ""


PLAIN_LOOKS = Looks()


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of one look; a line feed in `text` begins a new line."""

    text: str
    looks: Looks = PLAIN_LOOKS


def is_kept_link(target: str) -> bool:
    return target.lower().startswith(LINK_SCHEMES)


def text_of(spans: Iterable[Span]) -> str:
    return " ".join("".join(span.text for span in spans).split())


def lines_of(spans: Iterable[Span]) -> tuple[Line, ...]:
    """The lines that have words, each with as few elements as its looks need."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *others = span.text.replace("\t", " ").split("\n")
        lines[-1].append(Span(first, span.looks))
        lines += ([Span(other, span.looks)] for other in others)
    return tuple(Line(tuple(tokens_of(joined(line)))) for line in lines if text_of(line).strip(INVISIBLE))


def joined(spans: Iterable[Span]) -> list[Span]:
    """Neighbours of the same look are one, spaces look as what is before them, and a line begins with its words."""
    kept: list[Span] = []
    for span in spans:
        text = span.text if kept else span.text.lstrip(" " + INVISIBLE)
        looks = kept[-1].looks if kept and not text.strip() else span.looks
        if kept and kept[-1].looks == looks:
            kept[-1] = Span(kept[-1].text + text, looks)
        elif text:
            kept.append(Span(text, looks))
    if kept:
        kept[-1] = Span(kept[-1].text.rstrip(), kept[-1].looks)
    return kept


def tokens_of(spans: Sequence[Span]) -> Iterator[Token]:
    for href, linked in groupby(spans, lambda span: span.looks.href):
        tokens = bold_tokens(list(linked))
        yield from wrapped("a", tokens, href=href) if href else tokens


def bold_tokens(spans: Sequence[Span]) -> Iterator[Token]:
    for is_bold, group in groupby(spans, lambda span: span.looks.bold):
        tokens = italic_tokens(list(group))
        yield from wrapped("strong", tokens) if is_bold else tokens


def italic_tokens(spans: Sequence[Span]) -> Iterator[Token]:
    for is_italic, group in groupby(spans, lambda span: span.looks.italic):
        tokens = placed_tokens(list(group))
        yield from wrapped("em", tokens) if is_italic else tokens


def placed_tokens(spans: Sequence[Span]) -> Iterator[Token]:
    for position, group in groupby(spans, lambda span: span.looks.position):
        text = [words("".join(span.text for span in group))]
        yield from wrapped(position, text) if position else text
