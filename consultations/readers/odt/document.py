"""The text of an ODT, paragraph by paragraph, to blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consultations.enums import ProblemReason
from consultations.readers.blocks import Block
from consultations.readers.line import Line
from consultations.readers.odt.names import (
    CONTENTS,
    OFFICE,
    PARAGRAPHS,
    SILENT,
    TABLE,
    TEXT,
    XLINK,
    Element,
    whole,
)  # fmt: skip
from consultations.readers.odt.numbering import Counter, Numbers
from consultations.readers.odt.source import text_under
from consultations.readers.odt.styles import Styles
from consultations.readers.odt.words import DRAWN, Words, WordsReader, own_rows, rows_of
from consultations.readers.office.flow import Flow
from consultations.readers.office.lists import Numbering, is_sentence
from consultations.readers.office.spans import PLAIN_LOOKS, lines_of, text_of
from consultations.readers.office.tables import Cell, Row, table_html, table_text

ANY_NUMBER = "1."


@dataclass(slots=True)
class Place:
    """Where in a list a paragraph stands. Only the first of an item has its number."""

    counter: Counter
    style: str
    level: int
    start: int | None = None
    is_counted: bool = True


class Document(Flow):
    """Reads the text once, from its beginning to its end."""

    def __init__(self, content: Element, styles: Element | None) -> None:
        super().__init__()
        self.body = content.find(f"{OFFICE}body/{OFFICE}text")
        self.styles = Styles(content, styles)
        self.numbers = Numbers(self.styles)
        self.reader = WordsReader(self.styles)
        self.cells: list[Cell] = []
        self.notes: list[tuple[str, Element]] = []

    def blocks(self) -> list[Block]:
        if self.body is not None:
            self.flow(self.body)
        self.end_flow()
        self.end_contents()
        return self.assembly.blocks

    def flow(self, parent: Element, at: Place | None = None) -> None:
        """Paragraphs, lists and tables, whatever they are wrapped in."""
        for child in parent.iterchildren("*"):
            tag = child.tag
            if tag in PARAGRAPHS:
                self.paragraph(child, at)
                at = None if at is None else Place(at.counter, at.style, at.level, is_counted=False)
            elif tag == TEXT + "list":
                self.read_list(child, at)
            elif tag == TABLE + "table":
                self.table(child)
            elif tag in CONTENTS:
                self.whole_contents(child)
            elif tag == TEXT + "section":
                self.section(child)
            elif tag.startswith(DRAWN) and not self.cells:
                self.apart(child)
            elif tag not in SILENT:
                self.flow(child, at)

    def section(self, element: Element) -> None:
        """One that shows another file holds what it last showed, and is read as it stands here."""
        for source in element.iterchildren(TEXT + "section-source"):
            self.report(ProblemReason.EXTERNAL, source.get(XLINK + "href", ""))
        self.flow(element)

    def read_list(self, element: Element, around: Place | None) -> None:
        style = element.get(TEXT + "style-name") or (around.style if around else self.style_inside(element))
        counter = around.counter if around else self.numbers.begin(element, style)
        level = around.level + 1 if around else 0
        for item in element.iterchildren(TEXT + "list-item", TEXT + "list-header"):
            start = item.get(TEXT + "start-value")
            own = item.get(TEXT + "style-override") or style
            counted = item.tag == TEXT + "list-item"
            self.flow(item, Place(counter, own, level, whole(start, 1) if start else None, counted))

    def style_inside(self, element: Element) -> str:
        """A list without a style has that of its first paragraph."""
        first = next(element.iter(*PARAGRAPHS), None)
        return "" if first is None else self.styles.list_style(first.get(TEXT + "style-name", "")) or ""

    def paragraph(self, element: Element, at: Place | None) -> None:
        self.place += 1
        read = self.read(element)
        numbering = self.number(element, at, bool(lines_of(read.spans)))
        if self.cells:
            self.into_cell(read, numbering)
            return
        lines = self.with_prefix(read.spans)
        if lines or (numbering and numbering.printed):
            self.end_contents()
            self.emit(element, read, lines, numbering, at)
        self.follow(read)

    def read(self, element: Element) -> Words:
        read = self.reader.read(element)
        for reason, text in read.problems:
            self.report(reason, text)
        return read

    def number(self, element: Element, at: Place | None, has_words: bool) -> Numbering | None:
        if element.tag == TEXT + "h" and (at is None or at.style not in self.styles.lists):
            return self.heading_number(element) if has_words else None
        if at is None or not at.is_counted or self.styles.list_style(element.get(TEXT + "style-name", "")) == "":
            return None
        return self.numbers.next(at.counter, self.styles.lists.get(at.style, {}), at.level, at.start)

    def heading_number(self, element: Element) -> Numbering | None:
        """By the numbering of headings, unless the heading is left out of it."""
        style = element.get(TEXT + "style-name", "")
        if element.get(TEXT + "is-list-header") == "true" or self.styles.list_style(style) == "":
            return None
        start = element.get(TEXT + "start-value")
        restarts = element.get(TEXT + "restart-numbering") == "true"
        begin = whole(start, 1) if start else 1 if restarts else None
        level = max(whole(element.get(TEXT + "outline-level"), 1), 1) - 1
        return self.numbers.next(self.numbers.of_outline(), self.styles.outline, level, begin)

    def emit(
        self, element: Element, read: Words, lines: Sequence[Line], numbering: Numbering | None, at: Place | None
    ) -> None:
        style = element.get(TEXT + "style-name", "")
        text = text_of(span for span in read.spans if span.text not in {mark for mark, _ in read.notes})
        level = whole(element.get(TEXT + "outline-level"), 1) if element.tag == TEXT + "h" else None
        if level is None and self.styles.is_title(style):
            level = 0
        if level is not None and not (numbering and is_sentence(text)):
            self.assembly.heading(self.place, level, text, numbering.printed if numbering else "")
        elif numbering:
            self.assembly.numbered(self.place, lines, numbering)
        else:
            indent = self.styles.indent(style, of_number=bool(lines and lines[0].marker()))
            self.assembly.paragraph(self.place, lines, max(indent, self.indent_in(at)))

    def indent_in(self, at: Place | None) -> int:
        """A paragraph of an item that is not its first goes on with it, however far in it stands."""
        opened = self.assembly.opened
        return opened[-1].numbering.indent + 1 if at is not None and not at.is_counted and opened else 0

    def follow(self, read: Words) -> None:
        for box in read.boxes:
            self.add_box(box)
        for mark, body in [*read.notes, *self.notes_of_cells()]:
            self.add_note(body, mark)

    def notes_of_cells(self) -> list[tuple[str, Element]]:
        notes, self.notes = self.notes, []
        return notes

    def fill(self, parent: Element, cell: Cell) -> None:
        self.cells.append(cell)
        self.flow(parent)
        self.cells.pop()

    def into_cell(self, read: Words, numbering: Numbering | None) -> None:
        cell = self.cells[-1]
        number = numbering.printed if numbering else ""
        for line in lines_of(read.spans):
            cell.add_line(line, number)
            number = ""
        if number:
            cell.html.append(number)
            cell.text.append(number)
        for box in read.boxes:
            self.fill(box, cell)
        self.notes += read.notes

    def table(self, element: Element) -> None:
        if self.cells:
            rows = self.read_rows(element)
            self.cells[-1].html.append(table_html(rows))
            self.cells[-1].text.append(table_text(rows))
        elif not self.arranges(rows_of(element)):
            place = self.place + 1
            self.add_table(place, self.read_rows(element))
            self.end_flow()

    def read_rows(self, element: Element) -> list[Row]:
        heads = {id(row) for head in element.iter(TABLE + "table-header-rows") for row in own_rows(head)}
        rows = []
        for one in own_rows(element):
            row = Row(is_head=id(one) in heads)
            for cell in one.iterchildren(TABLE + "table-cell"):
                width = whole(cell.get(TABLE + "number-columns-spanned"), 1)
                height = whole(cell.get(TABLE + "number-rows-spanned"), 1)
                row.cells.append(Cell(width=max(width, 1), height=max(height, 1)))
                self.fill(cell, row.cells[-1])
            rows.append(row)
        return rows

    def words_of(self, cell: Element) -> str:
        text = text_under(cell)
        return text if text.strip() or next(cell.iter(TEXT + "list-item"), None) is None else ANY_NUMBER

    def apart(self, element: Element) -> None:
        """A drawing that is anchored in no paragraph."""
        self.reader.words = Words()
        self.reader.drawing(element, PLAIN_LOOKS)
        for reason, text in self.reader.words.problems:
            self.report(reason, text)
        self.follow(self.reader.words)

    def end_flow(self) -> None:
        self.end_prefix()
        self.follow(Words())

    def whole_contents(self, element: Element) -> None:
        self.place += 1
        self.add_contents(text_under(element))
        self.place += max(sum(1 for _ in element.iter(*PARAGRAPHS)) - 1, 0)
