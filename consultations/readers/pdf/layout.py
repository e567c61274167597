"""Lines to blocks: where paragraphs begin, which lines are headings, footnotes, tables and contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby, pairwise
from statistics import median

from markdown_it.token import Token

from consultations.enums import PlaceUnit, ProblemReason
from consultations.readers.blocks import Block, Heading, Paragraph, Whole
from consultations.readers.draft import Problem
from consultations.readers.inline import words as words_token
from consultations.readers.inline import wrapped
from consultations.readers.line import Line as TextLine
from consultations.readers.markers import marker_at
from consultations.readers.nouns import is_preamble, named
from consultations.readers.pdf.apart import contents_of, footnotes
from consultations.readers.pdf.characters import Word
from consultations.readers.pdf.hyphens import IDEOGRAPH, Vocabulary
from consultations.readers.pdf.lines import Line

LARGER = 1.08
"""Than the text's letters: a heading."""
LONGEST_HEADING = 200
LONGEST_BOLD_HEADING = 120
LONGEST_LABEL = 4  # lines
WIDER = 1.3
"""Than the usual distance of lines: a new paragraph."""
MUCH_ROOM = 0.4
"""Of a column's width, at the end of a line after which a sentence seems to go on."""
ALIGNED = 2.0  # points
INDENT = 0.8  # sizes of a letter
SENTENCE_END = re.compile(r"[.;:!?。；：！？؟؛][”’\"')\]»]*$")
LISTED = re.compile(
    SENTENCE_END.pattern + r"|[,،、]$|(?:\b(?:and|or|et|ou|y|o|e|und|oder|en|of|и|или)|(?:^|\s)(?:و|أو)|和|或)$"
)


@dataclass(slots=True)
class Shape:
    """What is usual in the text."""

    size: float
    pitch: float
    vocabulary: Vocabulary
    levels: dict[float, int]


@dataclass(slots=True)
class Group:
    """Lines that are one block."""

    lines: list[Line] = field(default_factory=list)
    kind: str = "text"


def shape_of(lines: Sequence[Line]) -> Shape:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 1.0
    steps = [
        before.baseline - line.baseline
        for before, line in pairwise(lines)
        if before.page == line.page
        and before.size == line.size == size
        and 0 < before.baseline - line.baseline < 3 * size
    ]
    larger = sorted({line.size for line in lines if line.size >= size * LARGER}, reverse=True)
    return Shape(
        size,
        median(sorted(steps)[: max(1, len(steps) * 3 // 4)]) if steps else size * 1.2,
        Vocabulary(line.text for line in lines),
        {height: min(level, 5) for level, height in enumerate(larger, start=1)},
    )


def blocks_of(lines: Sequence[Line], shape: Shape) -> list[Block]:
    blocks: list[Block] = []
    for group in groups(lines, shape):
        first = group.lines[0]
        if group.kind == "text":
            blocks.append(paragraph(group, shape))
        elif group.kind == "heading":
            text = " ".join(word.text for word in flowing(group.lines, shape))
            heading = Heading(first.page, shape.levels.get(first.size, 6), text)
            blocks.append(heading if len(text) <= LONGEST_HEADING else paragraph(group, shape))
        elif group.kind == "table":
            rows = [" | ".join(line.cells) for line in group.lines]
            html = "<br>".join(escape(row, quote=False) for row in rows)
            blocks.append(Whole(first.page, "\n".join(rows), f"<p>{html}</p>"))
        else:
            reason = ProblemReason.CONTENTS if group.kind == "contents" else ProblemReason.FOOTNOTE
            text = "\n".join(line.text for line in group.lines)
            blocks.append(Problem(first.page, text, reason, PlaceUnit.PAGE))
        if group.kind == "text" and is_label(blocks[-2:-1], group):
            text = " ".join(word.text for word in flowing(group.lines, shape))
            blocks[-1] = Heading(first.page, 6, text)
    return blocks


def is_label(before: Sequence[Block], group: Group) -> bool:
    """What a chapter is called, on the lines after its number: “CHAPTER I”, and centred “GENERAL PROVISIONS”."""
    above = before[-1] if before else None
    found = named(above.text) if isinstance(above, Heading) else None
    if found is None or found.rest or len(group.lines) > LONGEST_LABEL:
        return False
    text = group.lines[-1].text
    return not SENTENCE_END.search(text) and not marker_at(group.lines[0].text) and all(map(is_centred, group.lines))


def paragraph(group: Group, shape: Shape) -> Paragraph:
    return Paragraph(group.lines[0].page, (TextLine(tuple(tokens(flowing(group.lines, shape)))),))


def groups(lines: Sequence[Line], shape: Shape) -> Iterator[Group]:
    """The lines, each in one group. A page's footnotes are one, before the paragraph that goes on over the page."""
    notes, contents = footnotes(lines, shape.size), contents_of(lines)
    for _page, own in groupby((line for line in lines if id(line) in notes), key=lambda line: line.page):
        yield Group(list(own), "footnote")
    text = [line for line in lines if id(line) not in notes]
    current = Group()
    for before, line, after in zip([None, *text], text, [*text[1:], None], strict=False):
        kind = "contents" if id(line) in contents else kind_of(before, line, after, shape)
        if current.lines and (kind != current.kind or begins(current, line, shape)):
            yield current
            current = Group()
        current.lines.append(line)
        current.kind = kind
    if current.lines:
        yield current


def kind_of(before: Line | None, line: Line, after: Line | None, shape: Shape) -> str:
    if is_row(line) and any(near and near.page == line.page and are_rows(near, line) for near in (before, after)):
        return "table"
    return "heading" if is_heading(line, shape) else "text"


def begins(group: Group, line: Line, shape: Shape) -> bool:
    """Whether `line`, of the same kind as the group, is a block of its own."""
    before = group.lines[-1]
    same_column = before.page == line.page and before.baseline - line.baseline > 0
    gap = before.baseline - line.baseline
    if group.kind in {"table", "contents"}:
        return before.page != line.page and group.kind == "table"
    if group.kind == "heading":
        return begins_heading(group, line, same_column and gap < 2 * line.size)
    if before.text.rstrip()[-1:] in "-‐\u00ad" and line.text[:1].islower():
        return False
    if abs(before.size - line.size) > 0.1 * shape.size or (same_column and gap > WIDER * shape.pitch):
        return True
    if before.is_bold != line.is_bold and (named(before.text) or named(line.text)):
        return True
    if has_room(before, line):
        return True
    if begins_item(group, line):
        return True
    ended = SENTENCE_END.search(before.text) is not None
    return ended and (named_alone(line.text) or (same_column and is_indented(group, line)) or is_outdented(group, line))


def begins_item(group: Group, line: Line) -> bool:
    """Not the “2.” of “paragraphs 1 or 2.”"""
    found = marker_at(line.text)
    if found is None:
        return False
    text = group.lines[-1].text
    if SENTENCE_END.search(text) or (LISTED.search(text) and not found[0].is_numeric):
        return True
    return len(group.lines) == 1 and is_centred(group.lines[0]) and any(it.value == 1 for it in found[0].readings)


def begins_heading(group: Group, line: Line, is_near: bool) -> bool:
    """A heading goes on in letters of the same kind; “Article 5” is whole on its line."""
    first, before = group.lines[0], group.lines[-1]
    if not is_near or first.size != line.size or first.is_bold != line.is_bold or named(line.text):
        return True
    found = named(first.text)
    if found:
        return not found.rest or has_room(before, line)
    return has_room(before, line) and (marker_at(line.text) is not None or not is_centred(line))


def has_room(before: Line, line: Line) -> bool:
    """The line before ended though the next one's first word had its place on it: it ends a paragraph."""
    text = line.words[0].text
    width = (line.x1 - line.x0) / max(1, len(line.text))
    first = 1.2 if IDEOGRAPH.match(text) else (len(text) + 1) * 1.1
    room = before.x0 - before.left if before.rtl else before.right - before.x1
    if text[:1].islower() and not LISTED.search(before.text):
        return room > MUCH_ROOM * (before.right - before.left)
    return room > first * width + 0.3 * before.size


def is_indented(group: Group, line: Line) -> bool:
    """Further in than the paragraph's lines; those after its number all are."""
    if len(group.lines) == 1:
        return side(line) - side(group.lines[0]) > INDENT * line.size and not marker_at(group.lines[0].text)
    return side(line) - side(group.lines[1]) > INDENT * line.size


def is_outdented(group: Group, line: Line) -> bool:
    return len(group.lines) > 1 and side(group.lines[1]) - side(line) > INDENT * line.size


def side(line: Line) -> float:
    """How far in from its column's edge the line begins."""
    return line.right - line.x1 if line.rtl else line.x0 - line.left


def is_centred(line: Line) -> bool:
    return abs((line.x0 - line.left) - (line.right - line.x1)) < line.size


def is_heading(line: Line, shape: Shape) -> bool:
    text = line.text
    if len(text) > LONGEST_HEADING or not any(map(str.isalpha, text)):
        return False
    if line.size >= shape.size * LARGER:
        return True
    is_named = named(text) is not None or is_preamble(text)
    return line.is_bold and len(text) <= LONGEST_BOLD_HEADING and (is_named or not SENTENCE_END.search(text))


def named_alone(text: str) -> bool:
    found = named(text)
    return found is not None and not found.rest


def is_row(line: Line) -> bool:
    """Cells with wide gaps between them, but for the gap after a number."""
    return len(line.cells) > 1 and not marker_at(line.cells[0] + " ") and not named(line.cells[0])


def are_rows(one: Line, other: Line) -> bool:
    """A cell after the first begins at the same place in both. The wide gaps of a justified line stand anywhere."""
    return is_row(one) and any(abs(start - place) < ALIGNED for start in one.starts[1:] for place in other.starts[1:])


def flowing(lines: Iterable[Line], shape: Shape) -> list[Word]:
    """The lines' words, with those that a line's end breaks in one."""
    flow: list[Word] = []
    for line in lines:
        first, *others = line.words
        joined = shape.vocabulary.joined(flow[-1].text, first.text) if flow else first.text
        if flow and " " not in joined:
            flow[-1:] = [Word(joined, flow[-1].bold, flow[-1].size)]
        else:
            flow.append(first)
        flow += others
    return flow


def tokens(flow: Iterable[Word]) -> Iterator[Token]:
    """The words, with what is bold among them."""
    spaced = False
    for bold, run in groupby(flow, key=lambda word: word.bold):
        if spaced:
            yield words_token(" ")
        spaced = True
        text = words_token(" ".join(word.text for word in run))
        yield from wrapped("strong", [text]) if bold else [text]
