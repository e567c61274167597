"""Where a description of a passage leads in a text, or why it leads nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from comments.anchoring.ink import Ink, ink_of, letters_of
from comments.anchoring.selector import Selector, Span


@dataclass(frozen=True)
class Missing:
    """The words do not stand in the text."""


@dataclass(frozen=True)
class Repeated:
    """They stand there several times, and nothing says which is meant."""

    count: int


def resolve(selector: Selector, text: str) -> Span | Missing | Repeated:
    """The passage, without white space at its ends.

    Where position and quote agree it is there; else where the quote stands, and of several places at the one between
    prefix and suffix. Without a quote the position holds where prefix and suffix agree with it. White space never
    matters (`comments.anchoring.ink`).
    """
    ink = ink_of(text)
    quote = letters_of(selector.quote)
    if there := _at_position(selector, quote, ink, len(text)):
        return there
    if not quote:
        return Missing()
    found = _occurrences(quote, ink.letters)
    if len(found) > 1:
        found = [at for at in found if _stands_between(selector, at, at + len(quote), ink)] or found
    if len(found) == 1:
        return _span(ink, found[0], found[0] + len(quote))
    return Repeated(len(found)) if found else Missing()


def trimmed(text: str, span: Span) -> Span | None:
    """The passage without white space at its ends; None for one that is not in the text, or only white space."""
    ink = ink_of(text)
    first, last = ink.letters_before(span.start), ink.letters_before(span.end)
    return _span(ink, first, last) if 0 <= span.start < span.end <= len(text) and first < last else None


def _at_position(selector: Selector, quote: str, ink: Ink, length: int) -> Span | None:
    start, end = selector.start, selector.end
    if start is None or end is None or not 0 <= start < end <= length:
        return None
    first, last = ink.letters_before(start), ink.letters_before(end)
    if first == last:
        return None
    agrees = ink.letters[first:last] == quote if quote else _is_surrounded(selector, first, last, ink)
    return _span(ink, first, last) if agrees else None


def _is_surrounded(selector: Selector, first: int, last: int, ink: Ink) -> bool:
    """Something must stand around it: without a quote, a bare position proves nothing."""
    return bool(letters_of(selector.prefix + selector.suffix)) and _stands_between(selector, first, last, ink)


def _stands_between(selector: Selector, first: int, last: int, ink: Ink) -> bool:
    prefix, suffix = letters_of(selector.prefix), letters_of(selector.suffix)
    return ink.letters.endswith(prefix, 0, first) and ink.letters.startswith(suffix, last)


def _occurrences(quote: str, letters: str) -> list[int]:
    """Overlapping ones, too."""
    found = []
    at = letters.find(quote)
    while at >= 0:
        found.append(at)
        at = letters.find(quote, at + 1)
    return found


def _span(ink: Ink, first: int, last: int) -> Span:
    return Span(ink.places[first], ink.places[last - 1] + 1)
