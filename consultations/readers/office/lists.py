"""Paragraphs, which writing programs have one after the other, to blocks with items in items.

A paragraph of a list is an item; further in, by its level or by its indent, it is an item of the one before. What has
no number stands in the item that it follows where it is indented, else it ends the list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from consultations.readers.blocks import Block, Heading, Item, Paragraph
from consultations.readers.draft import Problem
from consultations.readers.line import Line
from consultations.readers.nouns import named
from consultations.readers.outline import PLAIN
from consultations.readers.structure import plain_heading

LONGEST_HEADING = 200
LONGEST_SENTENCE = 60
"""A numbered heading that is longer and ends as a sentence does is a paragraph that only looks like a heading."""
NOUN_AND_NUMBER = re.compile(r"[^\W\d_]{3,}\.?\s+\S+")


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number of a paragraph as printed ("" for a bullet), and where it stands: in which list, at which level (from
    0), and how far from the edge, in any unit."""

    printed: str
    list: str
    level: int
    indent: int


@dataclass(slots=True)
class OpenItem:
    item: Item
    numbering: Numbering


class Assembly:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.opened: list[OpenItem] = []

    def add(self, block: Block) -> None:
        """A table or a note, which belongs to the item before it; or a problem, which stands anywhere."""
        into = self.opened[-1].item.blocks if self.opened and not isinstance(block, Problem) else self.blocks
        into.append(block)

    def heading(self, place: int, level: int, text: str, number: str = "") -> None:
        """Two titles one after the other are the lines of one."""
        self.opened.clear()
        before = self.blocks[-1] if self.blocks else None
        if level == 0 and isinstance(before, Heading) and before.level == 0:
            self.blocks[-1] = Heading(before.place, 0, f"{before.text} {text}", before.number)
        else:
            self.blocks.append(Heading(place, level, text, number))

    def paragraph(self, place: int, lines: Sequence[Line], indent: int) -> None:
        if plain_heading(lines):
            self.opened.clear()
        while self.opened and self.opened[-1].numbering.indent >= indent:
            self.opened.pop()
        self.add(Paragraph(place, tuple(lines)))

    def numbered(self, place: int, lines: Sequence[Line], numbering: Numbering) -> None:
        """A paragraph of a list. “Article 5” before its words is a heading, whatever it looks like."""
        number = numbering.printed
        is_heading = len(lines) == 1 and lines[0].is_bold and len(lines[0].text) <= LONGEST_HEADING
        if is_heading and (named(number) or NOUN_AND_NUMBER.fullmatch(number)):
            self.heading(place, PLAIN, lines[0].text, number)
        elif named(number) and not number.startswith("§"):
            self.heading(place, PLAIN, "", number.rstrip(".") if lines else number)
            if lines:
                self.paragraph(place, lines, 0)
        else:
            self.item(place, lines, numbering)

    def item(self, place: int, lines: Sequence[Line], numbering: Numbering) -> None:
        item = Item(place, numbering.printed, [Paragraph(place, tuple(lines))] if lines else [])
        self.close_for(numbering)
        self.add(item)
        self.opened.append(OpenItem(item, numbering))

    def close_for(self, new: Numbering) -> None:
        """Close the items that are not around the new one: in its own list by its level, else by its indent."""
        own = [depth for depth, one in enumerate(self.opened) if one.numbering.list == new.list]
        for depth in own:
            if self.opened[depth].numbering.level >= new.level:
                del self.opened[depth:]
                return
        if own:
            del self.opened[own[-1] + 1 :]
            return
        while self.opened and self.opened[-1].numbering.indent >= new.indent:
            self.opened.pop()


def is_sentence(text: str) -> bool:
    """Too long for a heading, or as long as a sentence and closed like one."""
    return len(text) > LONGEST_HEADING or (len(text) > LONGEST_SENTENCE and text[-1] in ".;:,؛،。；：")
