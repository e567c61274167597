"""The words of an element as lines, tables and quotations, with their emphasis: HTML's elements and Akoma Ntoso's."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.etree import _Element
from markdown_it.token import Token

from consultations.enums import ProblemReason
from consultations.readers.blocks import Whole
from consultations.readers.elements import INLINE, NOTES, line_of, name_of
from consultations.readers.inline import words, wrapped
from consultations.readers.line import Line
from consultations.readers.report import Report

MARKS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "emph": "em", "emphasis": "em", "hi": "em",
    "sub": "sub", "subscript": "sub", "sup": "sup", "superscript": "sup",
    "code": "code", "tt": "code", "kbd": "code", "samp": "code",
}  # fmt: skip
QUOTATIONS = frozenset({"quotedStructure", "embeddedStructure", "blockquote"})
WHOLES = QUOTATIONS | NOTES | INLINE | {"table", "img"}
"""Elements that are not just what holds their words."""
RUN_IN = frozenset({"num"})
"""What stands before the text on the same line."""
OPENS_ELSEWHERE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
SPACE = re.compile(r"\s+")
DELETED = frozenset({"del", "s", "strike"})
WIDEST = 50
"""Columns that one cell may claim."""
Passage = Line | Whole


class Flow:
    """Gathers one line after the other. Footnotes leave their mark in the line and stand after the last one."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.done: list[Passage] = []
        self.tokens: list[Token] = []
        self.opened: list[Token] = []
        self.runs_in = False
        self.after_space = True

    @property
    def is_empty(self) -> bool:
        return not self.done and not any(token.content.strip() for token in self.tokens)

    def passages(self, element: _Element) -> list[Passage]:
        """The words of `element`, and of the footnotes in it."""
        if name_of(element) in WHOLES:
            self.element(element)
        else:
            self.inside(element)
        self.end()
        return self.notes()

    def notes(self) -> list[Passage]:
        """What was gathered, and after it the footnotes that wait."""
        while notes := self.report.taken_notes():
            for mark, note in notes:
                self.say(f"[{mark}] " if mark else "")
                self.runs_in = bool(mark)
                self.inside(note)
                self.end()
        return self.done

    def inside(self, element: _Element) -> None:
        self.say(element.text)
        for child in element:
            self.element(child)
            self.say(child.tail)

    def element(self, element: _Element) -> None:
        name = name_of(element)
        if reason := self.report.reason_against(element):
            self.report.refuse(element, reason)
        elif (note := self.report.notes_by_link.get(element)) is not None:
            self.inside(element)
            self.report.notes.append(("", note))
        elif name in NOTES:
            self.mark(self.report.note(element))
        elif name in DELETED:
            self.report.deleted(element)
        elif name in BY_NAME:
            BY_NAME[name](self, element)
        elif name in MARKS:
            self.within(element, MARKS[name])
        elif href := address_elsewhere(element):
            self.within(element, "a", href=href)
        elif name in INLINE:
            self.inside(element)
        elif name:
            self.block(element, name)

    def quoted(self, element: _Element) -> None:
        self.say(element.get("startQuote"))
        self.inside(element)
        self.say(element.get("endQuote"))

    def block(self, element: _Element, name: str) -> None:
        self.begin()
        if name == "toc":
            self.report.problem(element, ProblemReason.CONTENTS)
        elif name == "table":
            self.done += table(element, self.report)
        elif name in QUOTATIONS:
            self.done += quotation(element, self.report)
        else:
            self.inside(element)
            if name in RUN_IN and self.tokens:
                self.say(" ")
                self.runs_in = True
            else:
                self.end()

    def within(self, element: _Element, tag: str, **attributes: str) -> None:
        if any(tag == open_one.tag for open_one in self.opened):
            self.inside(element)
            return
        opens = wrapped(tag, [], **attributes)[0]
        self.tokens.append(opens)
        self.opened.append(opens)
        self.inside(element)
        self.close(self.opened.pop())

    def close(self, opens: Token) -> None:
        """Nothing stays of an emphasis without words."""
        if self.tokens and self.tokens[-1].nesting == 1 and self.tokens[-1].tag == opens.tag:
            self.tokens.pop()
        else:
            self.tokens.append(wrapped(opens.tag, [])[1])

    def say(self, text: str | None) -> None:
        """Space is one space, and none at the start of a line, as browsers have it."""
        spaced = SPACE.sub(" ", text or "")
        if self.after_space:
            spaced = spaced.lstrip(" ")
        if not spaced:
            return
        self.after_space = spaced.endswith(" ")
        self.runs_in = False
        if self.tokens and self.tokens[-1].type == "text":
            spaced = self.tokens.pop().content + spaced
        self.tokens.append(words(spaced))

    def line_break(self, element: _Element) -> None:
        if self.report.splits_lines:
            self.end()
        else:
            self.tokens.append(Token("hardbreak", "br", 0))
            self.after_space = True
        self.inside(element)

    def mark(self, mark: str) -> None:
        self.tokens += wrapped("sup", [words(f"[{mark}]")])
        self.after_space = False

    def reference(self, element: _Element) -> None:
        """To a note that stands in the head of the file, or just the printed mark."""
        note = self.report.known_notes.pop((element.get("href") or "").removeprefix("#"), None)
        if note is not None:
            if element.get("marker") and not note.get("marker"):
                note.set("marker", str(element.get("marker")))
            self.mark(self.report.note(note))
        elif element.get("marker"):
            self.mark(str(element.get("marker")))
        self.inside(element)

    def picture(self, element: _Element) -> None:
        self.report.problem(element, ProblemReason.IMAGE, shown_source(element))
        self.say(element.get("alt"))
        self.inside(element)

    def begin(self) -> None:
        if not self.runs_in:
            self.end()

    def end(self) -> None:
        """What is still open goes on in the next line."""
        for opens in reversed(self.opened):
            self.close(opens)
        line = Line(tuple(self.tokens))
        if line.text:
            self.done.append(line)
        self.tokens, self.runs_in, self.after_space = list(self.opened), False, True


BY_NAME: dict[str, Callable[[Flow, _Element], None]] = {
    "br": Flow.line_break,
    "eol": Flow.line_break,
    "img": Flow.picture,
    "noteRef": Flow.reference,
    "quotedText": Flow.quoted,
    "embeddedText": Flow.quoted,
}


def address_elsewhere(element: _Element) -> str:
    """Where a link leads that anybody can follow, else ""."""
    href = " ".join((element.get("href") or "").split())
    return href if OPENS_ELSEWHERE.match(href) else ""


def shown_source(element: _Element) -> str:
    """Where a picture comes from; of one that is in the file itself, only its kind."""
    source = element.get("src") or ""
    return source.partition(",")[0] if source.startswith("data:") else source[:500]


def html_of(passage: Passage) -> str:
    return passage.html if isinstance(passage, Whole) else f"<p>{passage.html}</p>"


def quotation(element: _Element, report: Report) -> list[Passage]:
    inside = Flow(report)
    inside.say(element.get("startQuote"))
    inside.runs_in = bool(inside.tokens)
    inside.inside(element)
    inside.end()
    if (quote := element.get("endQuote")) and inside.done and isinstance(inside.done[-1], Line):
        inside.done[-1] = Line((*inside.done[-1].tokens, words(quote)))
    if not inside.done:
        return []
    text = "\n".join(passage.text for passage in inside.done)
    html = "".join(html_of(passage) for passage in inside.done)
    return [Whole(line_of(element), text, f"<blockquote>{html}</blockquote>")]


def table(element: _Element, report: Report) -> list[Passage]:
    """The table as a whole, with its caption and whatever else stands in it outside of its cells before it."""
    outside, rows = Flow(report), []
    waiting: list[_Element | str] = [element]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            outside.say(part)
            continue
        if name_of(part) == "tr":
            rows.append(row(part, report))
        elif name_of(part) in {"table", "thead", "tbody", "tfoot", "colgroup"}:
            pieces: list[_Element | str] = [part.text or ""]
            for child in part:
                pieces += [child, child.tail or ""]
            waiting += reversed(pieces)
        else:
            outside.element(part)
    outside.end()
    rows = [cells for cells in rows if any(text for _tag, text, _html in cells)]
    if not rows:
        return outside.done
    before = "".join(map(html_of, outside.done))
    lines = [it.text for it in outside.done] + [" | ".join(text for _tag, text, _html in cells) for cells in rows]
    html = "".join("<tr>" + "".join(f"<{tag}>{html}</{tag}>" for tag, _text, html in cells) + "</tr>" for cells in rows)
    return [Whole(line_of(element), "\n".join(lines), f"{before}<table><tbody>{html}</tbody></table>")]


def row(element: _Element, report: Report) -> list[tuple[str, str, str]]:
    """Tag, text and HTML of each cell; where one spans columns, empty ones follow it."""
    cells = []
    loose = Flow(report)
    loose.say(element.text)
    for child in element:
        name = name_of(child)
        if name in {"td", "th"}:
            cell = Flow(report)
            cell.inside(child)
            cell.end()
            html = cell.done[0].html if len(cell.done) == 1 else "".join(map(html_of, cell.done))
            cells.append((name, " ".join(passage.text for passage in cell.done), html))
            cells += [(name, "", "")] * (columns(child) - 1)
        else:
            loose.element(child)
        loose.say(child.tail)
    loose.end()
    if loose.done:
        cells.append(("td", " ".join(it.text for it in loose.done), "".join(map(html_of, loose.done))))
    return cells


def columns(cell: _Element) -> int:
    claimed = (cell.get("colspan") or "1").strip()
    return min(max(int(claimed), 1), WIDEST) if claimed.isascii() and claimed.isdecimal() else 1
