"""The elements of a page to blocks, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from lxml.etree import _Element

from consultations.enums import ProblemReason
from consultations.readers.blocks import Block, Heading, Item, Paragraph, Whole
from consultations.readers.draft import Problem
from consultations.readers.elements import INLINE, line_of, name_of, said
from consultations.readers.flow import DELETED, Flow, quotation
from consultations.readers.html.around import HEADINGS, reason_against
from consultations.readers.html.notes import notes_of
from consultations.readers.html.numbers import numbered_items
from consultations.readers.html.tables import is_layout, is_number, points_of
from consultations.readers.inline import words
from consultations.readers.line import Line
from consultations.readers.report import Report

WITHIN_A_LINE = INLINE | {"br", "img", "input", "math", "o:p", "svg", "script", "style", "area", "map", "picture",
                          "source", "link", "meta", "noscript", "object", "embed", "iframe"}  # fmt: skip
LISTS = frozenset({"ul", "ol", "dir"})
SECTION_AND_SUBSECTION = re.compile(r"\d+[A-Z]*\s?\(\w{1,4}\)")
LONGEST_LISTING = 40
"""Lines of a `pre`. A longer one is a text that was typed with a typewriter's signs."""


class Walk:
    def __init__(self, root: _Element) -> None:
        self.root = root
        notes = notes_of(root)
        blocks = frozenset(notes.values())
        self.report = Report(splits_lines=True, reason_against=reason_against, notes_by_link=notes, note_blocks=blocks)

    def page(self) -> Iterator[Block]:
        for part in self.root:
            if name_of(part) == "head":
                yield from self.head(part)
            else:
                yield from self.element(part)

    def head(self, head: _Element) -> Iterator[Block]:
        """Its title stands on the page's tab and mostly in its text, too."""
        for element in head.iter():
            if name_of(element) == "script":
                self.report.refuse(element, ProblemReason.SCRIPT)
            elif name_of(element) not in {"style", ""} and (text := " ".join((element.text or "").split())):
                yield Problem(line_of(element), text, ProblemReason.FRONT_MATTER)
            if element is not head and (tail := " ".join((element.tail or "").split())):
                yield Problem(line_of(element), tail, ProblemReason.FRONT_MATTER)

    def inside(self, element: _Element) -> Iterator[Block]:
        """Words and the elements that stand within a line make paragraphs, between all others."""
        flow = Flow(self.report)
        flow.say(element.text)
        for child in element:
            if self.ends_a_paragraph(child):
                yield from paragraphs(flow, child)
                flow = Flow(self.report)
            if self.stands_in_a_line(child):
                begins = flow.is_empty
                flow.element(child)
                if begins and begins_a_paragraph(said(child)):
                    flow.say(" ")  # style sheets set it apart
            else:
                yield from self.element(child)
            flow.say(child.tail)
        yield from paragraphs(flow, element)

    def stands_in_a_line(self, element: _Element) -> bool:
        if reason_against(element) or name_of(element) in DELETED:
            return True
        return name_of(element) in WITHIN_A_LINE and all(name_of(it) in WITHIN_A_LINE for it in element.iter())

    def ends_a_paragraph(self, element: _Element) -> bool:
        """What is no part of a line, and a second line break in a row."""
        if name_of(element) == "br":
            before = element.getprevious()
            return before is not None and name_of(before) == "br" and not (before.tail or "").strip()
        return not self.stands_in_a_line(element)

    def element(self, element: _Element) -> Iterator[Block]:
        name = name_of(element)
        if reason := reason_against(element):
            self.report.refuse(element, reason)
        elif element in self.report.note_blocks or name == "style":
            pass  # a note stands where it is referred to
        elif name in HEADINGS:
            yield from self.heading(element, int(name[1]))
        elif name in LISTS:
            yield from self.items(element)
        elif name == "dl":
            yield from self.definitions(element)
        elif name == "table":
            yield from self.table(element)
        elif name == "blockquote" and all(name_of(it) in WITHIN_A_LINE | {"p", "blockquote"} for it in element.iter()):
            yield from (it for it in quotation(element, self.report) if isinstance(it, Whole))
        elif name == "pre":
            yield from listing(element)
        else:
            yield from self.inside(element)

    def heading(self, element: _Element, level: int) -> Iterator[Block]:
        flow = Flow(self.report)
        flow.inside(element)
        flow.end()
        if text := " ".join(passage.text for passage in flow.done):
            yield Heading(line_of(element), level, text)
        yield from paragraphs(Flow(self.report), element)

    def items(self, element: _Element) -> Iterator[Block]:
        yield from stray(self.report, element, element.text)
        for child, number in numbered_items(element):
            if name_of(child) == "li" and not reason_against(child) and child not in self.report.note_blocks:
                yield Item(line_of(child), number, list(self.inside(child)))
            else:
                yield from self.element(child)
            yield from stray(self.report, child, child.tail)

    def definitions(self, element: _Element) -> Iterator[Block]:
        """A term and what it means are one item."""
        item: Item | None = None
        yield from stray(self.report, element, element.text)
        for child in element:
            if item is None or (name_of(child) == "dt" and any(isinstance(it, Paragraph) for it in item.blocks[1:])):
                if item is not None:
                    yield item
                item = Item(line_of(child), "")
            item.blocks += self.element(child)
            item.blocks += stray(self.report, child, child.tail)
        if item is not None:
            yield item

    def table(self, element: _Element) -> Iterator[Block]:
        if points := points_of(element):
            for number, text in points:
                yield Item(line_of(text), number, list(self.inside(text)))
        elif is_layout(element):
            yield from self.inside(element)
        else:
            yield from blocks_of(Flow(self.report), element)


def begins_a_paragraph(text: str) -> bool:
    return is_number(text) or SECTION_AND_SUBSECTION.fullmatch(text) is not None


def paragraphs(flow: Flow, element: _Element) -> Iterator[Block]:
    """What a flow has gathered: lines that follow each other are one paragraph."""
    flow.end()
    lines: list[Line] = []
    for passage in flow.notes():
        if isinstance(passage, Line):
            lines.append(passage)
            continue
        if lines:
            yield Paragraph(line_of(element), tuple(lines))
        lines = []
        yield passage
    if lines:
        yield Paragraph(line_of(element), tuple(lines))


def blocks_of(flow: Flow, element: _Element) -> Iterator[Block]:
    flow.element(element)
    yield from paragraphs(flow, element)


def stray(report: Report, beside: _Element, text: str | None) -> Iterator[Block]:
    """Words between the items of a list, where HTML has none."""
    flow = Flow(report)
    flow.say(text)
    yield from paragraphs(flow, beside)


def listing(element: _Element) -> Iterator[Block]:
    """Lines as typed. A whole text set so is one of paragraphs with blank lines between them."""
    text = "".join(element.itertext()).strip("\n")
    lines = text.split("\n")
    if len(lines) <= LONGEST_LISTING:
        if text.strip():
            yield Whole(line_of(element), text, f"<pre>{escape(text)}</pre>")
        return
    gathered: list[Line] = []
    place = line_of(element)
    for index, line in enumerate([*lines, ""]):
        if line.strip():
            gathered.append(Line((words(" ".join(line.split())),)))
        elif gathered:
            yield Paragraph(place + index - len(gathered), tuple(gathered))
            gathered = []
