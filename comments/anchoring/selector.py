"""How a passage is described: the quote and position selectors of the W3C Web Annotation Data Model (2017, 4.2.4-5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

CONTEXT = 32
"""Code points of the prefix and of the suffix, at most."""


class Span(NamedTuple):
    """A stretch of a text: code points, half open."""

    start: int
    end: int


@dataclass(frozen=True)
class Selector:
    """A passage as somebody describes it, who may not have the stored text before them.

    `quote` may be "" where the position is given and what stands around it says that it is the right one.
    """

    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None


def selector_of(text: str, span: Span, *, context: int = CONTEXT) -> Selector:
    """The full description of a passage, with so many code points around it at most. Raises ValueError for one that is
    empty or not within the text."""
    start, end = span
    if not 0 <= start < end <= len(text):
        raise ValueError("The passage is not within the text.")
    return Selector(
        quote=text[start:end],
        prefix=text[max(0, start - context) : start],
        suffix=text[end : end + context],
        start=start,
        end=end,
    )
