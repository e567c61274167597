"""What the layout of an RFC says: masthead, title, headings at the margin, lists by their indentation, figures."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from html import escape

from consultations.enums import ProblemReason
from consultations.readers.blocks import Block, Heading, Item, Paragraph, Whole
from consultations.readers.draft import Problem
from consultations.readers.inline import words
from consultations.readers.line import Line
from consultations.readers.markers import marker_at
from consultations.readers.rfc.chunks import ITEM, Chunk, indent_of, is_broken

NUMBERED = re.compile(
    r"(?P<appendix>appendix\s+)?(?P<number>(?:\d{1,2}|[A-Z](?=[. :-]))(?:\.\d{1,3})*)(?P<dot>[.:]?)\s+\S", re.IGNORECASE
)
RUN_IN = re.compile(r"(?P<heading>\d+(?:\.\d+)*\.\s+[A-Z][^.]{0,60}?)\s{2,}(?P<rest>\S.*)")
CONTENTS = re.compile(r"(?:table\s+of\s+)?contents", re.IGNORECASE)
REFERENCE = re.compile(r"\[[^]]+\]\s")
BULLETS = frozenset("o*+•-")
LONGEST_HEADING = 3  # lines
CENTRED = 8  # columns at least from the margin
SENTENCE_END = (".", ";", ":", ",", "?", "!")
TITLE, SECTION = 1, 2


@dataclass(slots=True)
class OpenItem:
    """A list item to which what stands at `column` or further in belongs."""

    column: int
    item: Item


@dataclass(slots=True)
class Layout:
    blocks: list[Block] = field(default_factory=list)
    items: list[OpenItem] = field(default_factory=list)
    contents: list[Chunk] = field(default_factory=list)
    is_titled: bool = False
    has_sections: bool = False
    bullets: list[str] = field(default_factory=list)

    def blocks_of(self, chunks: list[Chunk]) -> list[Block]:
        for chunk in chunks:
            self.read(chunk)
        self.close_contents()
        return self.blocks

    def read(self, chunk: Chunk) -> None:
        if self.is_in_contents(chunk):
            self.contents.append(chunk)
            return
        self.close_contents()
        if not self.has_sections and chunk.indent == 0 and chunk.is_drawn:
            self.blocks.append(whole(chunk))
        elif chunk.indent == 0 and (heading := heading_of(chunk)):
            self.items.clear()
            self.has_sections = True
            self.blocks += heading
        elif not self.is_titled and not self.has_sections and is_centred(chunk):
            self.is_titled = True
            self.blocks.append(Heading(chunk.place, TITLE, chunk.words))
        else:
            self.text(chunk)

    def is_in_contents(self, chunk: Chunk) -> bool:
        begins = chunk.indent == 0 and len(chunk.lines) == 1 and CONTENTS.fullmatch(chunk.first)
        return bool(begins) or chunk.is_contents or (bool(self.contents) and chunk.indent > 0)

    def close_contents(self) -> None:
        if self.contents:
            lines = [line.text for chunk in self.contents for line in chunk.lines]
            text = textwrap.dedent("\n".join(lines))
            self.blocks.append(Problem(self.contents[0].place, text, ProblemReason.CONTENTS))
            self.contents.clear()

    def text(self, chunk: Chunk) -> None:
        while self.items and chunk.indent < self.items[-1].column:
            self.items.pop()
        if ITEM.match(chunk.first):
            for part in chunk.items():
                self.item(part)
        elif chunk.is_drawn and not REFERENCE.match(chunk.first) and not is_hanging(chunk):
            self.drawn(chunk)
        else:
            self.target.append(paragraph(chunk))

    def item(self, part: Chunk) -> None:
        while self.items and part.indent < self.items[-1].column:
            self.items.pop()
        found = ITEM.match(part.first)
        if found is None or not (found["marker"] in BULLETS or marker_at(found[0])):
            self.target.append(paragraph(part))
            return
        number = "" if found["marker"] in BULLETS else found["marker"]
        if not number:
            self.bullets.append(found["marker"])
        item = Item(part.place, number, [Paragraph(part.place, (line(part.words[len(" ".join(found[0].split())) :]),))])
        self.target.append(item)
        self.items.append(OpenItem(part.indent + found.end(), item))

    def drawn(self, chunk: Chunk) -> None:
        """Figures, with those that an empty line divides from the one before."""
        before = self.target[-1] if self.target else None
        if isinstance(before, Whole) and self.has_sections:
            self.target[-1] = whole(chunk, before.text + "\n\n")
        else:
            self.target.append(whole(chunk))

    @property
    def target(self) -> list[Block]:
        return self.items[-1].item.blocks if self.items else self.blocks


def heading_of(chunk: Chunk) -> list[Block]:
    """A heading at the margin, with the text that may follow it on its line; nothing for a paragraph."""
    found = NUMBERED.match(chunk.first)
    run_in = RUN_IN.match(chunk.first)
    if run_in and len(chunk.lines) > 1 and chunk.words.endswith(SENTENCE_END):
        heading = " ".join(run_in["heading"].split())
        level = SECTION + heading.split()[0].strip(".").count(".")
        return [Heading(chunk.place, level, heading), Paragraph(chunk.place, (line(chunk.words[len(heading) :]),))]
    if len(chunk.lines) > LONGEST_HEADING or chunk.words.endswith(SENTENCE_END):
        return []
    if found and (found["dot"] or found["appendix"] or "." in found["number"] or len(chunk.lines) == 1):
        return [Heading(chunk.place, SECTION + found["number"].count("."), chunk.words)]
    return [] if len(chunk.lines) > 1 else [Heading(chunk.place, SECTION, chunk.words)]


def is_centred(chunk: Chunk) -> bool:
    return all(indent_of(text.text) >= CENTRED for text in chunk.lines)


def is_hanging(chunk: Chunk) -> bool:
    """A term on a line of its own, and further in what it means."""
    first, *others = chunk.lines
    if not others or not all(indent_of(text.text) == indent_of(others[0].text) > chunk.indent for text in others):
        return False
    return is_broken(first.text, others[0].text) and not Chunk(tuple(others)).is_drawn


def paragraph(chunk: Chunk) -> Paragraph:
    return Paragraph(chunk.place, (line(chunk.words),))


def line(text: str) -> Line:
    return Line((words(text.strip()),))


def whole(chunk: Chunk, before: str = "") -> Whole:
    text = before + textwrap.dedent("\n".join(line.text for line in chunk.lines))
    return Whole(chunk.place, text, f"<pre>{escape(text, quote=False)}</pre>")
