"""The words of one paragraph with their looks, and what stands among them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from consultations.enums import ProblemReason
from consultations.readers.odt.names import (
    DRAW,
    OFFICE,
    PARAGRAPHS,
    SILENT,
    SVG,
    TABLE,
    TEXT,
    XLINK,
    Element,
)  # fmt: skip
from consultations.readers.odt.source import fixed, text_under
from consultations.readers.odt.styles import Styles
from consultations.readers.office.spans import PLAIN_LOOKS, Looks, Span, is_kept_link

PICTURES = {DRAW + "image", DRAW + "object", DRAW + "object-ole", DRAW + "plugin"}
HIDDEN = {TEXT + "hidden-text", TEXT + "hidden-paragraph"}
DRAWN = DRAW.removesuffix("}")


@dataclass(slots=True)
class Words:
    """What was read of a paragraph. `boxes` hold text that stands apart; a note is its mark and its body."""

    spans: list[Span] = field(default_factory=list)
    notes: list[tuple[str, Element]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    problems: list[tuple[ProblemReason, str]] = field(default_factory=list)


class WordsReader:
    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.words = Words()

    def read(self, paragraph: Element) -> Words:
        self.words = Words()
        style = paragraph.get(TEXT + "style-name", "")
        if self.styles.is_hidden("paragraph", style):
            self.words.problems.append((ProblemReason.HIDDEN, text_under(paragraph)))
            return self.words
        self.inside(paragraph, self.styles.looks("paragraph", style, PLAIN_LOOKS))
        return self.words

    def inside(self, parent: Element, looks: Looks) -> None:
        self.say(parent.text, looks)
        for child in parent.iterchildren("*"):
            self.piece(child, looks)
            self.say(child.tail, looks)

    def say(self, text: str | None, looks: Looks) -> None:
        """The file's own line ends are spaces, as all space there is."""
        if text:
            self.words.spans.append(Span(" ".join(text.split("\n")), looks))

    def piece(self, element: Element, looks: Looks) -> None:
        tag = element.tag
        if standing := fixed(element):
            self.words.spans.append(Span(standing, looks))
        elif tag == TEXT + "note":
            self.note(element)
        elif tag == TEXT + "a":
            self.link(element, looks)
        elif tag == TEXT + "span":
            self.span(element, looks)
        elif tag in HIDDEN:
            shown = element.get(TEXT + "string-value") or text_under(element)
            self.words.problems.append((ProblemReason.HIDDEN, shown))
        elif tag == TEXT + "ruby-text":
            self.say(f" {text_under(element)} ", looks)
        elif tag.startswith(DRAWN):
            self.drawing(element, looks)
        elif tag not in SILENT:
            self.inside(element, looks)

    def span(self, element: Element, looks: Looks) -> None:
        style = element.get(TEXT + "style-name", "")
        if self.styles.is_hidden("text", style):
            self.words.problems.append((ProblemReason.HIDDEN, text_under(element)))
        else:
            self.inside(element, self.styles.looks("text", style, looks))

    def link(self, element: Element, looks: Looks) -> None:
        target = element.get(XLINK + "href", "")
        if is_kept_link(target):
            self.inside(element, replace(looks, href=target))
            return
        if target and not target.startswith("#"):
            self.words.problems.append((ProblemReason.LINK, target))
        self.inside(element, looks)

    def note(self, element: Element) -> None:
        """The mark stands in brackets, as no number of the text does where it is raised."""
        citation = element.find(TEXT + "note-citation")
        mark = f"[{''.join(citation.itertext()).strip() if citation is not None else '*'}]"
        self.words.spans.append(Span(mark, Looks(position="sup")))
        body = element.find(TEXT + "note-body")
        if body is not None:
            self.words.notes.append((mark, body))

    def drawing(self, element: Element, looks: Looks) -> None:
        """A picture is told by its description; paragraphs within a frame or a shape stand apart."""
        if any(one.tag in PICTURES for one in element.iter()):
            described = description(element)
            if described:
                self.words.spans.append(Span(f" {described} ", looks))
            self.words.problems.append((ProblemReason.IMAGE, described or element.get(DRAW + "name") or "1"))
        if next(element.iter(*PARAGRAPHS), None) is not None:
            self.words.boxes.append(element)


def description(element: Element) -> str:
    for one in (*element.iter(SVG + "desc"), *element.iter(SVG + "title")):
        if one.text and one.text.strip():
            return " ".join(one.text.split())
    return ""


def remarks_in(root: Element) -> int:
    return sum(1 for _ in root.iter(OFFICE + "annotation"))


def rows_of(table: Element) -> list[list[Element]]:
    """The cells of each row, without those that others cover."""
    return [list(row.iterchildren(TABLE + "table-cell")) for row in own_rows(table)]


def own_rows(parent: Element) -> list[Element]:
    rows = []
    for child in parent.iterchildren("*"):
        if child.tag == TABLE + "table-row":
            rows.append(child)
        elif child.tag in (TABLE + "table-rows", TABLE + "table-header-rows", TABLE + "table-row-group"):
            rows += own_rows(child)
    return rows
