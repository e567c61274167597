"""XML that sets a text in titles, paragraphs and lists, as DocBook and many home-made kinds do.

Known by their names, in any namespace: `title` or `head` begins what it stands in; `para`, `p` and `simpara` are
paragraphs; `orderedlist` or `ol` counts its items, `itemizedlist`, `ul` or `list` does not. What the text is, its
headings say, as in Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from consultations.enums import ProblemReason
from consultations.readers.blocks import Block, Heading, Item, Paragraph, Whole
from consultations.readers.draft import Problem, ReadDraft
from consultations.readers.elements import INLINE, NOTES, all_text, has_blocks, line_of, name_of, said
from consultations.readers.flow import Flow
from consultations.readers.line import Line
from consultations.readers.report import Report
from consultations.readers.structure import structured

TITLES = frozenset({"title", "head", "heading", "subtitle"})
PARAGRAPHS = frozenset({"para", "p", "simpara"})
COUNTED = frozenset({"orderedlist", "ol"})
LISTS = COUNTED | {"itemizedlist", "ul", "list", "simplelist"}
ITEMS = frozenset({"listitem", "li", "item", "member"})
HEADS = frozenset({"info", "articleinfo", "bookinfo", "metadata", "meta"})
DEEPEST_HEADING = 6


def is_plain(root: _Element) -> bool:
    """It has paragraphs as these kinds have them."""
    return any(name_of(element) in PARAGRAPHS for element in root.iter())


def draft_of(root: _Element) -> ReadDraft:
    walk = Walk()
    blocks = list(walk.inside(root, 1))
    problems = walk.report.problems
    draft = structured([*blocks, *problems], "".join(all_text(root)))
    draft.problems.sort(key=lambda problem: problem.place)
    draft.notices = walk.report.notices()
    return draft


class Walk:
    def __init__(self) -> None:
        self.report = Report()

    def inside(self, element: _Element, level: int) -> Iterator[Block]:
        yield from self.stray(element, element.text)
        for child in element:
            yield from self.element(child, level)
            yield from self.stray(child, child.tail)

    def element(self, element: _Element, level: int) -> Iterator[Block]:
        name = name_of(element)
        if name in TITLES:
            if text := said(element):
                yield Heading(line_of(element), min(level, DEEPEST_HEADING), text)
        elif name in HEADS:
            if text := said(element):
                yield Problem(line_of(element), text, ProblemReason.FRONT_MATTER)
        elif name in LISTS:
            yield from self.items(element, level)
        elif name in PARAGRAPHS or name in INLINE | NOTES or name == "table" or (name and not has_blocks(element)):
            yield from self.text(element)
        elif name:
            yield from self.inside(element, level + 1)

    def items(self, element: _Element, level: int) -> Iterator[Block]:
        number = 0
        yield from self.stray(element, element.text)
        for child in element:
            if name_of(child) in ITEMS:
                number += 1
                printed = f"{number}." if name_of(element) in COUNTED else ""
                item = Item(line_of(child), printed)
                item.blocks += self.inside(child, level + 1) if has_blocks(child) else self.text(child)
                yield item
            else:
                yield from self.element(child, level)
            yield from self.stray(child, child.tail)

    def text(self, element: _Element) -> Iterator[Block]:
        place = line_of(element)
        for passage in Flow(self.report).passages(element):
            yield passage if isinstance(passage, Whole) else Paragraph(place, (passage,))

    def stray(self, beside: _Element, text: str | None) -> Iterator[Block]:
        if text and text.strip():
            flow = Flow(self.report)
            flow.say(text)
            flow.end()
            yield Paragraph(line_of(beside), tuple(line for line in flow.done if isinstance(line, Line)))
