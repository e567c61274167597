"""XLSX: text is always a string cell, whatever it looks like; numbers, times and booleans are cells of their type.

A cell holds at most 32,767 characters (of UTF-16). A longer text is cut there, says so at its end, and stands in full,
in parts, on the sheet "long texts".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from digests.tables.columns import CellType, Column

ROWS_A_SHEET = 1_048_575  # And the head.
CELL_LIMIT = 32_767
PART = 16_000  # Characters of a part: never more than CELL_LIMIT in UTF-16.
CUT = " […] Cut here: the whole text is on the sheet “long texts”."
LONG_TEXTS = (Column("comment_id"), Column("column"), Column("part", type=CellType.NUMBER), Column("text"))
TIME_FORMAT = 'yyyy-mm-dd"T"hh:mm:ss"Z"'
NOT_IN_XML = {0xFFFE: "�", 0xFFFF: "�"}
WIDTHS = {CellType.TEXT: 18, CellType.NUMBER: 8, CellType.TIME: 22, CellType.BOOLEAN: 8}


class PlainWorksheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types.
    """A worksheet without rich text, which XlsxWriter takes any string from `<r>` to `</r>` for and writes as is."""

    def _xml_rich_inline_string(self, string: str, attributes: list[tuple[str, Any]]) -> None:
        self._xml_inline_string(string, True, attributes)


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
        self._begin()

    def add(self, values: Sequence[Any]) -> None:
        if self.row == self.book.rows_a_sheet:
            self._begin()
        self.row += 1
        self.rows += 1
        for place, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            if value is not None:
                self._write(place, column, value)

    def _begin(self) -> None:
        self.number += 1
        name = self.title if self.number == 1 else f"{self.title} {self.number}"
        self.page = self.book.workbook.add_worksheet(name, worksheet_class=PlainWorksheet)
        self.page.freeze_panes(1, 1)
        for place, column in enumerate(self.columns):
            self.page.set_column(place, place, WIDTHS[column.type])
        for place, column in enumerate(self.columns):
            self.page.write_string(0, place, column.name, self.book.head)
        self.row = 0

    def _write(self, place: int, column: Column, value: Any) -> None:
        if column.type is CellType.NUMBER:
            self.page.write_number(self.row, place, value)
        elif column.type is CellType.BOOLEAN:
            self.page.write_boolean(self.row, place, value)
        elif column.type is CellType.TIME and value >= "1900":
            self.page.write_datetime(
                self.row, place, datetime.fromisoformat(value).replace(tzinfo=None), self.book.time
            )
        else:
            self.page.write_string(self.row, place, cell_text(value))


class Book:
    """A workbook that is the same, byte for byte, for the same rows and the same `made_at`."""

    def __init__(self, path: Path, *, made_at: datetime, rows_a_sheet: int = ROWS_A_SHEET) -> None:
        self.rows_a_sheet = rows_a_sheet
        self.workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
        self.workbook.use_zip64()
        self.workbook.set_properties({"created": made_at.replace(tzinfo=None)})
        self.head = self.workbook.add_format({"bold": True})
        self.time = self.workbook.add_format({"num_format": TIME_FORMAT})
        self.long_texts: Sheet | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.workbook.close()

    def write(self, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> int:
        """Write a table; its first column names the comment. Returns the number of rows."""
        sheet = Sheet(self, title, columns)
        for row in rows:
            sheet.add(row)
            self._keep_long_texts(columns, row)
        return sheet.rows

    def _keep_long_texts(self, columns: Sequence[Column], row: Sequence[Any]) -> None:
        for column, value in zip(columns, row, strict=True):
            if isinstance(value, str) and is_too_long(value):
                self.long_texts = self.long_texts or Sheet(self, "long texts", LONG_TEXTS)
                for number, part in enumerate(parts(value), start=1):
                    self.long_texts.add((row[0], column.name, number, part))


def cell_text(text: str) -> str:
    """What a cell can hold of a text. XlsxWriter escapes control characters as `_x0001_`, as spreadsheets do."""
    text = text.translate(NOT_IN_XML)
    if not is_too_long(text):
        return text
    room = CELL_LIMIT - len(CUT)
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore") + CUT


def is_too_long(text: str) -> bool:
    """Whether a text has more than CELL_LIMIT code units of UTF-16."""
    return len(text) > CELL_LIMIT // 2 and len(text.encode("utf-16-le")) > 2 * CELL_LIMIT


def parts(text: str) -> Iterator[str]:
    for start in range(0, len(text), PART):
        yield text[start : start + PART]
