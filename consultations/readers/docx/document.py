"""The body of a DOCX, paragraph by paragraph, to blocks."""

from __future__ import annotations

from consultations.enums import PlaceUnit, ProblemReason
from consultations.readers.blocks import Block, Note, Whole
from consultations.readers.docx.names import GONE, MC, Element, R, W, chosen, is_on, mark_is_gone, value
from consultations.readers.docx.numbering import numbers_of
from consultations.readers.docx.parts import Parts
from consultations.readers.docx.source import text_under
from consultations.readers.docx.styles import Styles, left_of
from consultations.readers.docx.table import cells_of, read_rows, rows_of
from consultations.readers.docx.words import NOTES, Words, WordsReader
from consultations.readers.draft import Problem
from consultations.readers.nouns import named
from consultations.readers.office.lists import Assembly, is_sentence
from consultations.readers.office.spans import Span, lines_of, text_of
from consultations.readers.office.tables import Cell, only_arranges, table_html, table_text
from consultations.readers.outline import PLAIN

ANY_NUMBER = "1."


class Document:
    """Reads the body once, from its beginning to its end. `place` is the number of the paragraph it is at."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.styles = Styles(parts.one("styles"))
        self.numbers = numbers_of(parts.one("numbering"), self.styles)
        self.reader = WordsReader(self.styles, parts.targets)
        self.notes = {kind: notes_of(parts.one(kind), kind) for kind in ("footnotes", "endnotes")}
        self.notes_used: set[tuple[str, str]] = set()
        self.notes_deleted = deleted_notes(parts.document)
        self.assembly = Assembly()
        self.place = 0
        self.before = Words()
        self.prefix = ""
        self.contents: list[str] = []
        self.contents_place = 0

    def blocks(self) -> list[Block]:
        self.flow(self.parts.document)
        self.end_flow()
        self.end_contents()
        self.unused_notes()
        return self.assembly.blocks

    def flow(self, parent: Element) -> None:
        """Paragraphs and tables, whatever they are wrapped in."""
        for child in parent.iterchildren("*"):
            tag = child.tag
            if tag == W + "p":
                self.paragraph(child)
            elif tag == W + "tbl":
                self.end_flow()
                self.table(child)
            elif tag == W + "sdt" and is_contents(child):
                self.whole_contents(child)
            elif tag == W + "altChunk":
                target = self.parts.targets.get(child.get(R + "id", ""))
                self.report(ProblemReason.EXTERNAL, target.name if target else "altChunk")
            elif tag == MC + "AlternateContent":
                if (found := chosen(child)) is not None:
                    self.flow(found)
            elif tag not in GONE and tag != W + "sectPr":
                self.flow(child)

    def paragraph(self, element: Element) -> None:
        self.place += 1
        properties = element.find(W + "pPr")
        if self.reader.fields.in_contents and self.styles.heading_level(properties) is not None:
            self.reader.fields.open.clear()  # a table of contents without an end would go on to the end of the file
        read = self.read(element)
        self.before.add(read)
        if mark_is_gone(element):
            return
        read, self.before = self.before, Words()
        if self.styles.is_contents(properties):
            self.add_contents(text_of(read.spans))
        else:
            self.emit(properties, read)
        self.follow(read)

    def read(self, element: Element) -> Words:
        read = self.reader.read(element)
        self.add_contents("".join(read.contents))
        for reason, text in read.problems:
            self.report(reason, text)
        return read

    def emit(self, properties: Element | None, read: Words) -> None:
        lines = lines_of(read.spans)
        if not lines and (read.contents or is_hidden(properties)):
            return
        numbering = self.numbers.next(properties)
        if self.prefix and lines:
            lines = lines_of([Span(f"{self.prefix} "), *read.spans])
            self.prefix = ""
        level = self.styles.heading_level(properties)
        if not lines and (numbering is None or not numbering.printed):
            return
        self.end_contents()
        text = text_of(span for span in read.spans if span.text not in {note.mark for note in read.notes})
        if level is not None and not (numbering and is_sentence(text)):
            self.assembly.heading(self.place, level, text, numbering.printed if numbering else "")
        elif numbering and (numbering.printed or self.numbers.is_bullet(properties)):
            self.assembly.numbered(self.place, lines, numbering)
        else:
            indents = self.styles.indents(properties)
            indent = left_of(indents, of_number=lines[0].marker() is not None)
            self.assembly.paragraph(self.place, lines, indent)

    def follow(self, read: Words) -> None:
        """What a paragraph refers to comes after it: its notes, and the boxes that are anchored in it."""
        for box in read.boxes:
            cell = Cell()
            self.fill(box, cell)
            html = "".join(f"<p>{line}</p>" for line in cell.html)
            if cell.text:
                self.assembly.add(Whole(self.place, "\n".join(cell.text), html))
        for reference in read.notes:
            self.note(reference.kind, reference.id, reference.mark)

    def note(self, kind: str, id: str, mark: str) -> None:
        element = self.notes[kind].get(id)
        if element is None or (kind, id) in self.notes_used:
            return
        self.notes_used.add((kind, id))
        cell = Cell()
        self.fill(element, cell)
        if cell.text:
            cell.text[0], cell.html[0] = f"{mark} {cell.text[0]}", f"{mark} {cell.html[0]}"
            html = "".join(f"<p>{line}</p>" for line in cell.html)
            self.assembly.add(Note(self.place, "\n".join(cell.text), html))

    def unused_notes(self) -> None:
        """A note whose mark was deleted goes with it; one that never had a mark is reported."""
        for kind, notes in self.notes.items():
            for id, element in notes.items():
                if (kind, id) not in self.notes_used | self.notes_deleted:
                    self.report(ProblemReason.NOTE, text_under(element))

    def fill(self, parent: Element, cell: Cell) -> None:
        """What stands in a cell, a box or a note, all in one piece."""
        for child in parent.iterchildren("*"):
            if child.tag == W + "p":
                self.fill_paragraph(child, cell)
            elif child.tag == W + "tbl":
                rows = read_rows(child, self.fill)
                cell.html.append(table_html(rows))
                cell.text.append(table_text(rows))
            elif child.tag == MC + "AlternateContent":
                if (found := chosen(child)) is not None:
                    self.fill(found, cell)
            elif child.tag not in GONE and child.tag != W + "tcPr":
                self.fill(child, cell)

    def fill_paragraph(self, element: Element, cell: Cell) -> None:
        self.place += 1
        read = self.read(element)
        properties = element.find(W + "pPr")
        numbering = self.numbers.next(properties)
        number = numbering.printed if numbering else ""
        lines = lines_of(read.spans)
        for line in lines:
            cell.add_line(line, number)
            number = ""
        if number:
            cell.html.append(number)
            cell.text.append(number)
        for box in read.boxes:
            self.fill(box, cell)
        self.before.notes += read.notes

    def table(self, element: Element) -> None:
        words = [[self.words_of(cell) for cell in cells_of(row)] for row in rows_of(element)]
        if only_arranges(words):
            for row in rows_of(element):
                self.arranged_row(list(cells_of(row)))
            return
        self.end_contents()
        place = self.place + 1
        rows = read_rows(element, self.fill)
        if table_text(rows):
            self.assembly.add(Whole(place, table_text(rows), table_html(rows)))
        self.follow_notes()

    def words_of(self, cell: Element) -> str:
        """Its words, or any number where it has none but an automatic number."""
        text = text_under(cell)
        if text.strip():
            return text
        numbered = (self.numbers.place_of(one.find(W + "pPr")) for one in cell.iter(W + "p"))
        return ANY_NUMBER if any(numbered) else ""

    def arranged_row(self, cells: list[Element]) -> None:
        """A row that stands for a paragraph with its number before it."""
        if len(cells) == 2:
            first = Cell()
            self.fill(cells[0], first)
            self.follow_notes()
            if named(first.words):
                self.assembly.heading(self.place, PLAIN, "", first.words)
            else:
                self.prefix = first.words
        for cell in cells[-1:]:
            self.flow(cell)
        self.end_flow()

    def follow_notes(self) -> None:
        notes, self.before = self.before, Words()
        self.follow(Words(notes=notes.notes))

    def end_flow(self) -> None:
        """What has no paragraph after it to go on in is a paragraph by itself."""
        read, self.before = self.before, Words()
        if lines_of(read.spans):
            self.emit(None, read)
        if self.prefix:
            prefix, self.prefix = self.prefix, ""
            self.assembly.paragraph(self.place, lines_of([Span(prefix)]), 0)
        self.follow(read)

    def report(self, reason: ProblemReason, text: str) -> None:
        if text.strip():
            self.assembly.add(Problem(self.place or 1, " ".join(text.split()), reason, PlaceUnit.PARAGRAPH))

    def whole_contents(self, element: Element) -> None:
        self.place += 1
        self.add_contents(text_under(element))
        self.place += sum(1 for _ in element.iter(W + "p")) - 1

    def add_contents(self, text: str) -> None:
        if text.strip():
            self.contents_place = self.place if not self.contents else self.contents_place
            self.contents.append(text.strip())

    def end_contents(self) -> None:
        """Its lines follow each other and are one problem."""
        if self.contents:
            text = "\n".join(self.contents)
            self.assembly.add(Problem(self.contents_place, text, ProblemReason.CONTENTS, PlaceUnit.PARAGRAPH))
            self.contents = []


def notes_of(root: Element | None, kind: str) -> dict[str, Element]:
    tag = W + kind.removesuffix("s")
    return {} if root is None else {value(one, "id") or "": one for one in root.iterchildren(tag)}


def deleted_notes(body: Element) -> set[tuple[str, str]]:
    """Those whose mark is in text that was deleted."""
    marks = (one for tag in GONE for change in body.iter(tag) for one in change.iter(*NOTES))
    return {(NOTES[one.tag], value(one, "id") or "") for one in marks}


def is_contents(element: Element) -> bool:
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return value(gallery) == "Table of Contents"


def is_hidden(properties: Element | None) -> bool:
    """The end of the paragraph is hidden, so where it has no words, nothing of it is seen."""
    return properties is not None and bool(is_on(properties.find(W + "rPr"), "vanish"))
