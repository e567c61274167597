"""What the readers of both formats do alike as they go through a text: places, problems, contents, tables."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from consultations.enums import PlaceUnit, ProblemReason
from consultations.readers.blocks import Note, Whole
from consultations.readers.draft import Problem
from consultations.readers.line import Line
from consultations.readers.nouns import named
from consultations.readers.office.lists import Assembly
from consultations.readers.office.spans import Span, lines_of
from consultations.readers.office.tables import Cell, Row, only_arranges, table_html, table_text
from consultations.readers.outline import PLAIN


class Flow(ABC):
    """`place` is the number of the paragraph it is at, in tables, boxes and notes too."""

    def __init__(self) -> None:
        self.assembly = Assembly()
        self.place = 0
        self.prefix = ""
        """The number of a table's row, which stands before its words."""

        self.contents: list[str] = []
        self.contents_place = 0

    @abstractmethod
    def flow(self, parent: Any) -> None:
        """Read what stands in an element, as text that goes on."""

    @abstractmethod
    def fill(self, parent: Any, cell: Cell) -> None:
        """Read what stands in an element into a cell, all in one piece."""

    @abstractmethod
    def end_flow(self) -> None:
        """Close what cannot go on after this, and write the notes that are due."""

    @abstractmethod
    def words_of(self, cell: Any) -> str:
        """All words of a cell; an automatic number where it has nothing else."""

    def report(self, reason: ProblemReason, text: str) -> None:
        if text.strip():
            self.assembly.add(Problem(self.place or 1, " ".join(text.split()), reason, PlaceUnit.PARAGRAPH))

    def add_contents(self, text: str) -> None:
        if text.strip():
            self.contents_place = self.place if not self.contents else self.contents_place
            self.contents.append(text.strip())

    def end_contents(self) -> None:
        """The lines of a table of contents follow each other and are one problem."""
        if self.contents:
            text = "\n".join(self.contents)
            self.assembly.add(Problem(self.contents_place, text, ProblemReason.CONTENTS, PlaceUnit.PARAGRAPH))
            self.contents = []

    def with_prefix(self, spans: Sequence[Span]) -> tuple[Line, ...]:
        lines = lines_of(spans)
        if self.prefix and lines:
            lines = lines_of([Span(f"{self.prefix} "), *spans])
            self.prefix = ""
        return lines

    def end_prefix(self) -> None:
        if self.prefix:
            prefix, self.prefix = self.prefix, ""
            self.assembly.paragraph(self.place, lines_of([Span(prefix)]), 0)

    def arranges(self, rows: Sequence[Sequence[Any]]) -> bool:
        """Whether the cells only arrange a text. Such a table has been read then."""
        if not only_arranges([[self.words_of(cell) for cell in row] for row in rows]):
            return False
        for cells in rows:
            self.arranged_row(cells)
        return True

    def arranged_row(self, cells: Sequence[Any]) -> None:
        """A row that stands for a paragraph with its number before it."""
        if len(cells) == 2:
            first = Cell()
            self.fill(cells[0], first)
            if named(first.words):
                self.assembly.heading(self.place, PLAIN, "", first.words)
            else:
                self.prefix = first.words
        for cell in cells[-1:]:
            self.flow(cell)
        self.end_flow()

    def add_table(self, place: int, rows: Sequence[Row]) -> None:
        self.end_contents()
        if table_text(rows):
            self.assembly.add(Whole(place, table_text(rows), table_html(rows)))

    def add_box(self, box: Any) -> None:
        cell = Cell()
        self.fill(box, cell)
        if cell.text:
            self.assembly.add(Whole(self.place, "\n".join(cell.text), paragraphs(cell)))

    def add_note(self, body: Any, mark: str) -> None:
        cell = Cell()
        self.fill(body, cell)
        if cell.text:
            cell.text[0], cell.html[0] = f"{mark} {cell.text[0]}", f"{mark} {cell.html[0]}"
            self.assembly.add(Note(self.place, "\n".join(cell.text), paragraphs(cell)))


def paragraphs(cell: Cell) -> str:
    return "".join(f"<p>{line}</p>" for line in cell.html)
