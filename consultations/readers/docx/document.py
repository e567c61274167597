"""The body of a DOCX, paragraph by paragraph, to blocks."""

from __future__ import annotations

from consultations.enums import ProblemReason
from consultations.readers.blocks import Block
from consultations.readers.docx.names import GONE, MC, Element, R, W, chosen, is_on, mark_is_gone, value
from consultations.readers.docx.numbering import numbers_of
from consultations.readers.docx.parts import Parts
from consultations.readers.docx.source import text_under
from consultations.readers.docx.styles import Styles, left_of
from consultations.readers.docx.table import cells_of, read_rows, rows_of
from consultations.readers.docx.words import NOTES, Words, WordsReader
from consultations.readers.office.flow import Flow
from consultations.readers.office.lists import is_sentence
from consultations.readers.office.spans import lines_of, text_of
from consultations.readers.office.tables import Cell, table_html, table_text

ANY_NUMBER = "1."


class Document(Flow):
    """Reads the body once, from its beginning to its end. `place` is the number of the paragraph it is at."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts
        self.styles = Styles(parts.one("styles"))
        self.numbers = numbers_of(parts.one("numbering"), self.styles)
        self.reader = WordsReader(self.styles, parts.targets)
        self.notes = {kind: notes_of(parts.one(kind), kind) for kind in ("footnotes", "endnotes")}
        self.notes_used: set[tuple[str, str]] = set()
        self.notes_deleted = deleted_notes(parts.document)
        self.before = Words()

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
        lines = self.with_prefix(read.spans)
        if not lines and (read.contents or is_hidden(properties)):
            return
        numbering = self.numbers.next(properties)
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
            self.add_box(box)
        of_boxes, self.before.notes = self.before.notes, []
        for reference in [*read.notes, *of_boxes]:
            self.note(reference.kind, reference.id, reference.mark)

    def note(self, kind: str, id: str, mark: str) -> None:
        element = self.notes[kind].get(id)
        if element is None or (kind, id) in self.notes_used:
            return
        self.notes_used.add((kind, id))
        self.add_note(element, mark)

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
        if not self.arranges([list(cells_of(row)) for row in rows_of(element)]):
            place = self.place + 1
            self.add_table(place, read_rows(element, self.fill))
            self.end_flow()

    def words_of(self, cell: Element) -> str:
        """Its words, or any number where it has none but an automatic number."""
        text = text_under(cell)
        if text.strip():
            return text
        numbered = (self.numbers.place_of(one.find(W + "pPr")) for one in cell.iter(W + "p"))
        return ANY_NUMBER if any(numbered) else ""

    def end_flow(self) -> None:
        """What has no paragraph after it to go on in is a paragraph by itself."""
        read, self.before = self.before, Words()
        if lines_of(read.spans):
            self.emit(None, read)
        self.end_prefix()
        self.follow(read)

    def whole_contents(self, element: Element) -> None:
        self.place += 1
        self.add_contents(text_under(element))
        self.place += sum(1 for _ in element.iter(W + "p")) - 1


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
