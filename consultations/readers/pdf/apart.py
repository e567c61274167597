"""Lines that stand apart from the text: tables of contents, footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from consultations.readers.pdf.lines import Line

SMALLER = 0.92
"""Than the text's letters: a footnote."""
LEADERS = re.compile(r"(?:\.\s?){4,}\s*\S*$|…{2,}\s*\S*$|·{4,}\s*\S*$")
FOOTNOTE = re.compile(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}|[*†‡])\s*\S")
CONTENTS = re.compile(
    r"(?:table of )?contents|table des matières|sommaire|índice|inhalt(?:sverzeichnis)?|inhoud(?:sopgave)?|indice|"
    r"содержание|оглавление|المحتويات|目\s*录|目\s*次",
    re.IGNORECASE,
)


def contents_of(lines: Sequence[Line]) -> set[int]:
    """The ids of the lines of tables of contents: those that dots lead to a page, and after such a heading those with
    a page in their last cell; what stands between them belongs to them."""
    found: list[int] = []
    headed = -1
    for position, line in enumerate(lines):
        if CONTENTS.fullmatch(line.text.strip(" .:")):
            headed = position
            found.append(position)
        elif LEADERS.search(line.text) or (headed >= 0 and position - headed < 4 and leads_to_a_page(line)):
            headed = position if headed >= 0 else -1
            found.append(position)
    return {
        id(line)
        for before, after in pairwise([*found, 10**9])
        for line in lines[before : after if after - before < 4 else before + 1]
    } if len(found) > 2 else set()  # fmt: skip


def leads_to_a_page(line: Line) -> bool:
    return len(line.words) > 1 and line.words[-1].text.isdecimal() and len(line.cells) > 1


def footnotes(lines: Sequence[Line], size: float) -> set[int]:
    """The ids of small lines at the foot of a column, from one that begins with a footnote's mark. `size` is that of
    the text's letters."""
    notes: set[int] = set()
    run: list[Line] = []
    for line, following in pairwise([*lines, None]):
        if line is None:
            break
        if line.size > size * SMALLER:
            run = []
        elif run or FOOTNOTE.match(line.text):
            run.append(line)
        if following is None or following.page != line.page or following.baseline > line.baseline:
            notes |= {id(one) for one in run}
            run = []
    return notes
