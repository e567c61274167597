"""XLSX: text is always a string cell, whatever it looks like; numbers, times and booleans are cells of their type.

A cell holds at most 32,767 characters (of UTF-16). A longer text is cut there, says so at its end, and stands in full,
in parts, on the sheet "long texts".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from digests.tables.columns import CellType, Column
from digests.writers.xlsx_cells import TIME_FORMAT, cell_xml

ROWS_A_SHEET = 1_048_575  # And the head.
CELL_LIMIT = 32_767
PART = 16_000  # Characters of a part: never more than CELL_LIMIT in UTF-16.
CUT = " […] Cut here: the whole text is on the sheet “long texts”."
LONG_TEXTS = (Column("comment_id"), Column("column"), Column("part", type=CellType.NUMBER), Column("text"))
WIDTHS = {CellType.TEXT: 18, CellType.NUMBER: 8, CellType.TIME: 22, CellType.BOOLEAN: 8}


class RowByRow(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types.
    """A worksheet that takes a row as XML. XlsxWriter itself takes cells, a dozen calls each, and writes a text from
    `<r>` to `</r>` as raw XML."""

    def write_row_xml(self, row: int, cells: str) -> None:
        """The row after all those written so far, no wider than the first, which XlsxWriter may still hold."""
        self._write_single_row(row)
        self.dim_rowmax = row
        self.row_data_fh.write(f'<row r="{row + 1}">{cells}</row>')


@dataclass
class Sheet:
    """Rows under a frozen head, going on in "title 2", "title 3" … when a sheet is full."""

    book: Book
    title: str
    columns: Sequence[Column]
    number: int = 0
    row: int = field(default=0, init=False)
    rows: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._letters = [xl_col_to_name(place) for place in range(len(self.columns))]
        self._begin()

    def add(self, row: Sequence[Any]) -> None:
        """Write the row's first values, one a column; the first of all names the comment."""
        if self.row == self.book.rows_a_sheet:
            self._begin()
        self.row += 1
        self.rows += 1
        cells = []
        for letters, column, value in zip(self._letters, self.columns, row, strict=False):
            if value is not None:
                if column.type is CellType.TEXT and is_too_long(value):
                    value = self.book.cut(row[0], column.name, value)
                cells.append(cell_xml(f"{letters}{self.row + 1}", column.type, value, self.book.time_style))
        self.page.write_row_xml(self.row, "".join(cells))

    def _begin(self) -> None:
        self.number += 1
        name = self.title if self.number == 1 else f"{self.title} {self.number}"
        self.page = self.book.workbook.add_worksheet(name, worksheet_class=RowByRow)
        self.page.freeze_panes(1, 1)
        for place, column in enumerate(self.columns):
            self.page.set_column(place, place, WIDTHS[column.type])
        for place, column in enumerate(self.columns):
            self.page.write_string(0, place, column.name, self.book.head)
        self.row = 0


class Book:
    """A workbook that is the same, byte for byte, for the same rows and the same `made_at`."""

    def __init__(self, path: Path, *, made_at: datetime, rows_a_sheet: int = ROWS_A_SHEET) -> None:
        self.path = path
        self.rows_a_sheet = rows_a_sheet
        self.workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
        self.workbook.use_zip64()
        self.workbook.set_properties({"created": made_at.replace(tzinfo=None)})
        self.head = self.workbook.add_format({"bold": True})
        self.head._get_xf_index()
        self.time_style = self.workbook.add_format({"num_format": TIME_FORMAT})._get_xf_index()
        self.long_texts: Sheet | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.workbook.close()

    def sheet(self, title: str, columns: Sequence[Column]) -> Sheet:
        return Sheet(self, title, columns)

    def cut(self, comment_id: str, column: str, text: str) -> str:
        """What its cell can hold of a text that is too long. The whole text goes to the sheet of long texts."""
        self.long_texts = self.long_texts or Sheet(self, "long texts", LONG_TEXTS)
        for number, part in enumerate(parts(text), start=1):
            self.long_texts.add((comment_id, column, number, part))
        return cut(text)


def cut(text: str) -> str:
    """The beginning of a text and a notice, together as long as a cell may be."""
    room = CELL_LIMIT - len(CUT)
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore") + CUT


def is_too_long(text: str) -> bool:
    """Whether a text has more than CELL_LIMIT code units of UTF-16."""
    return len(text) > CELL_LIMIT // 2 and len(text.encode("utf-16-le")) > 2 * CELL_LIMIT


def parts(text: str) -> Iterator[str]:
    for start in range(0, len(text), PART):
        yield text[start : start + PART]
