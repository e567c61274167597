"""The words of one paragraph with their looks, and what stands among them: notes, pictures, boxes, fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from consultations.enums import ProblemReason
from consultations.readers.docx.fields import COMPUTED, INCLUDED, Field, Fields
from consultations.readers.docx.names import GONE, MC, VML, WP, Element, M, R, W, chosen, value
from consultations.readers.docx.parts import Target
from consultations.readers.docx.styles import Styles
from consultations.readers.docx.symbols import symbol
from consultations.readers.office.numbers import printed
from consultations.readers.office.spans import PLAIN_LOOKS, Looks, Span, is_kept_link

FIXED = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}
SAID = {*FIXED, W + "t", W + "br", W + "sym"}
NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
PICTURES = {W + "drawing", W + "pict", W + "object"}
TEXT_BOX = W + "txbxContent"
DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
IMAGES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    VML + "imagedata",
}


@dataclass(slots=True)
class NoteReference:
    kind: str
    id: str
    mark: str


@dataclass(slots=True)
class Words:
    """What was read of a paragraph."""

    spans: list[Span] = field(default_factory=list)
    notes: list[NoteReference] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    problems: list[tuple[ProblemReason, str]] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)

    def add(self, other: Words) -> None:
        self.spans += other.spans
        self.notes += other.notes
        self.boxes += other.boxes
        self.problems += other.problems
        self.contents += other.contents

    def report(self, reason: ProblemReason, text: str) -> None:
        """Pieces of one sort that follow each other are one problem."""
        if not text.strip():
            return
        if self.problems and self.problems[-1][0] == reason:
            self.problems[-1] = (reason, self.problems[-1][1] + text)
        else:
            self.problems.append((reason, text))


class WordsReader:
    """Reads paragraphs in the order of the file: fields and notes go on from one to the next."""

    def __init__(self, styles: Styles, targets: dict[str, Target]) -> None:
        self.styles = styles
        self.targets = targets
        self.fields = Fields()
        self.notes_read = {"footnotes": 0, "endnotes": 0}
        self.words = Words()
        self.paragraph: Element | None = None
        self.of_element: dict[str, Callable[[Element, str], None]] = {
            W + "r": self.run,
            W + "hyperlink": self.hyperlink,
            W + "fldSimple": self.simple_field,
            MC + "AlternateContent": self.alternatives,
            W + "subDoc": self.sub_document,
            M + "r": self.equation_run,
            W + "pPr": self.nothing,
        }

    def read(self, paragraph: Element) -> Words:
        self.words, self.paragraph = Words(), paragraph.find(W + "pPr")
        self.inside(paragraph, "")
        return self.words

    def inside(self, parent: Element, href: str) -> None:
        """Whatever is not known is looked into, so that no words are lost."""
        for child in parent.iterchildren("*"):
            if child.tag not in GONE:
                self.of_element.get(child.tag, self.inside)(child, href)

    def nothing(self, element: Element, href: str) -> None:
        """Its properties hold no words."""

    def alternatives(self, element: Element, href: str) -> None:
        found = chosen(element)
        if found is not None:
            self.inside(found, href)

    def hyperlink(self, element: Element, href: str) -> None:
        target = self.targets.get(element.get(R + "id", ""))
        if target is not None and not is_kept_link(target.name):
            self.words.report(ProblemReason.LINK, target.name)
        self.inside(element, target.name if target is not None and is_kept_link(target.name) else href)

    def sub_document(self, element: Element, href: str) -> None:
        target = self.targets.get(element.get(R + "id", ""))
        self.words.report(ProblemReason.EXTERNAL, target.name if target else "subDoc")

    def simple_field(self, element: Element, href: str) -> None:
        self.fields.begin(value(element, "instr") or " ")
        self.inside(element, href)
        self.end_field()

    def equation_run(self, element: Element, href: str) -> None:
        self.say(f" {''.join(one.text or '' for one in element.iter(M + 't', W + 't'))}", PLAIN_LOOKS, href)

    def run(self, element: Element, href: str) -> None:
        found = self.styles.looks(element.find(W + "rPr"), self.paragraph)
        for child in element.iterchildren("*"):
            if found.is_hidden and child.tag in (W + "t", W + "sym"):
                self.words.report(ProblemReason.HIDDEN, child.text or symbol(child))
            else:
                self.piece(child, found.looks, href)

    def piece(self, element: Element, looks: Looks, href: str) -> None:
        tag = element.tag
        if tag in SAID:
            self.say(said(element), looks, href)
        elif tag == W + "fldChar":
            self.field_sign(value(element, "fldCharType"))
        elif tag == W + "instrText":
            self.fields.add_instruction(element.text or "")
        elif tag in NOTES:
            self.note(NOTES[tag], value(element, "id") or "")
        elif tag in PICTURES:
            self.picture(element, looks, href)
        elif tag == MC + "AlternateContent":
            self.alternative_pieces(element, looks, href)
        elif tag not in GONE and tag != W + "rPr":
            self.inside(element, href)

    def alternative_pieces(self, element: Element, looks: Looks, href: str) -> None:
        found = chosen(element)
        for child in found.iterchildren("*") if found is not None else ():
            self.piece(child, looks, href)

    def say(self, text: str, looks: Looks, href: str) -> None:
        if self.fields.in_contents:
            self.words.contents.append(text)
        elif self.fields.in_instruction:
            self.words.report(ProblemReason.FIELD, text)
        else:
            href = href or self.fields.href
            self.words.spans.append(Span(text, replace(looks, href=href) if href else looks))

    def field_sign(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.begin()
        elif kind == "separate":
            self.fields.separate()
        elif kind == "end":
            self.end_field()

    def end_field(self) -> None:
        ended = self.fields.end()
        if ended is not None and (reason := reason_to_report(ended)):
            self.words.problems.append((reason, ended.instruction.strip()))

    def note(self, kind: str, id: str) -> None:
        """The mark stands in brackets, as no number of the text does where it is raised."""
        self.notes_read[kind] += 1
        mark = f"[{printed(self.notes_read[kind], 'decimal' if kind == 'footnotes' else 'lowerRoman')}]"
        self.words.notes.append(NoteReference(kind, id, mark))
        self.say(mark, Looks(position="sup"), "")

    def picture(self, element: Element, looks: Looks, href: str) -> None:
        self.words.boxes += boxes_in(element)
        drawn = [one.text for one in element.iter(DRAWN_TEXT) if one.text]
        if not drawn and not any(one.tag in IMAGES for one in element.iter()):
            return
        described, name = description(element)
        if described:
            self.say(f" {described} ", looks, href)
        self.words.problems.append((ProblemReason.IMAGE, " ".join([described or name, *drawn])))


def said(element: Element) -> str:
    """The words of a piece that is nothing but words. A new page or column is no new line of a paragraph."""
    if element.tag == W + "t":
        return element.text or ""
    if element.tag == W + "br":
        return "\n" if value(element, "type") in {None, "textWrapping"} else " "
    return FIXED.get(element.tag) or symbol(element)


def reason_to_report(ended: Field) -> ProblemReason | None:
    if ended.name.startswith(INCLUDED):
        return ProblemReason.EXTERNAL
    return ProblemReason.FIELD if ended.name.startswith(COMPUTED) else None


def description(picture: Element) -> tuple[str, str]:
    """What its author says that it shows, and what the file calls it."""
    for one in picture.iter(WP + "docPr", VML + "shape", VML + "rect"):
        described = one.get("descr") or one.get("alt") or ""
        return " ".join(described.split()), one.get("name") or one.get("id") or "1"
    return "", "1"


def boxes_in(element: Element) -> Iterator[Element]:
    """The outermost boxes of text in a drawing."""
    for child in element.iterchildren("*"):
        if child.tag == TEXT_BOX:
            yield child
        elif child.tag == MC + "AlternateContent":
            found = chosen(child)
            if found is not None:
                yield from boxes_in(found)
        else:
            yield from boxes_in(child)
