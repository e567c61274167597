"""A table as its rows of cells: as one piece of a draft, or, where it only arranges a text, as that text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from consultations.readers.line import Line
from consultations.readers.markers import marker_at
from consultations.readers.nouns import named

FEWEST_NUMBERED_ROWS = 2
LARGEST_SPAN = 1000
"""Columns that a cell may span, as browsers have it, and rows."""


@dataclass(slots=True)
class Cell:
    """`html` and `text` of what stands in it, nested tables too."""

    lines: list[Line] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    width: int = 1
    height: int = 1

    @property
    def words(self) -> str:
        return " ".join(self.text)

    def add_line(self, line: Line, number: str = "") -> None:
        self.html.append(f"{escape(number)} {line.html}".strip())
        self.text.append(f"{number} {line.text}".strip())


@dataclass(slots=True)
class Row:
    cells: list[Cell] = field(default_factory=list)
    is_head: bool = False


def table_html(rows: Sequence[Row]) -> str:
    lines = (row_html(row) for row in rows)
    return f"<table><tbody>{''.join(lines)}</tbody></table>"


def row_html(row: Row) -> str:
    tag = "th" if row.is_head else "td"
    cells = (f"<{tag}{spans(cell)}>{'<br>'.join(cell.html)}</{tag}>" for cell in row.cells)
    return f"<tr>{''.join(cells)}</tr>"


def spans(cell: Cell) -> str:
    width = f' colspan="{min(cell.width, LARGEST_SPAN)}"' if cell.width > 1 else ""
    return width + (f' rowspan="{min(cell.height, LARGEST_SPAN)}"' if cell.height > 1 else "")


def table_text(rows: Sequence[Row]) -> str:
    lines = (" | ".join(cell.words for cell in row.cells) for row in rows)
    return "\n".join(line for line in lines if line.strip(" |"))


def only_arranges(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table of these words is no table to its readers: it has one column, or two, of which the first holds
    nothing but the numbers of what stands in the second."""
    filled = [row for row in rows if any(words.strip() for words in row)]
    if all(len(row) == 1 for row in filled):
        return True
    numbers = [row[0].strip() for row in filled if len(row) == 2]
    if len(numbers) != len(filled) or sum(map(bool, numbers)) < FEWEST_NUMBERED_ROWS:
        return False
    return all(not number or is_number(number) for number in numbers)


def is_number(text: str) -> bool:
    """“1.”, “(a)” or “Article 5”, and nothing else."""
    marker = marker_at(text)
    name = named(text)
    return (marker is not None and not marker[1].strip()) or (name is not None and not name.rest)
