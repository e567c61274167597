"""What goes into a match of two drafts, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from consultations.enums import LineageKind


@dataclass(frozen=True, slots=True)
class Text:
    """A provision of one draft in one language. `parent` is the key of one that comes before it in reading order."""

    key: int
    parent: int | None
    kind: str
    number: str
    heading: str
    text: str


class Match(NamedTuple):
    """`ancestor` and `provision` are keys of the former and of the later draft. `score` is the likeness of their own
    words, 0 to 1; 1 says that they are the same words."""

    ancestor: int | None
    provision: int | None
    kind: LineageKind
    score: float
