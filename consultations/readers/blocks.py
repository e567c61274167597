"""What every reader makes of its file, in the order of the file, before `structure` finds the provisions in it.

`place` says where in the file a block begins: its line, page or paragraph, from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from consultations.readers.draft import Problem
from consultations.readers.line import Line


@dataclass(frozen=True, slots=True)
class Heading:
    place: int
    level: int
    text: str
    number: str = ""
    """As printed, where the file has it apart from the words, as the automatic numbers of writing programs."""

    @property
    def printed(self) -> str:
        return f"{self.number} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: it stands at the end of the provision that it follows, which refers to it."""

    place: int
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    place: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A table, a quotation or a listing: kept in one piece."""

    place: int
    text: str
    html: str


@dataclass(slots=True)
class Item:
    """A list item; `number` is as printed, "" for a bullet."""

    place: int
    number: str
    blocks: list[Block] = field(default_factory=list)


Block = Heading | Paragraph | Whole | Note | Item | Problem
