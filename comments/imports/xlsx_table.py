from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from comments.imports.csv_records import CELL_LIMIT
from comments.imports.grid import GridRow
from comments.imports.row import TableRefused, shown

UNPACKED_LIMIT = 256 * 1024 * 1024
CELLS_LIMIT = 8_000_000
PIECE = 1 << 18
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,10})["']""")


def rows_of_xlsx(file: BinaryIO, *, sheet: str = "") -> Iterator[GridRow]:
    """The rows of a sheet (the first when none is named). Dates come out in ISO 8601, whole numbers without a fraction.

    The reader holds one sheet in memory, as a full rectangle. So the archive is unpacked once for measure before
    it opens: more than 256 MB, or a rectangle of more than 8 million cells, is refused.
    Raises TableRefused.
    """
    _measure(file)
    file.seek(0)
    try:
        workbook = CalamineWorkbook.from_filelike(file)
        name = _sheet_name(workbook, sheet)
        rows = workbook.get_sheet_by_name(name).iter_rows()
        for number, cells in enumerate(rows, start=1):
            texts = [_text(cell) for cell in cells]
            overlong = frozenset(place for place, text in enumerate(texts) if len(text) > CELL_LIMIT)
            yield GridRow(number, [text[:CELL_LIMIT] for text in texts], overlong)
    except CalamineError as problem:
        raise TableRefused(_("The file is not a workbook that can be read.")) from problem


def _measure(file: BinaryIO) -> None:
    unpacked = 0
    try:
        with zipfile.ZipFile(file) as archive:
            for entry in archive.infolist():
                rectangle = _Rectangle(entry.filename)
                with archive.open(entry) as member:
                    while piece := member.read(PIECE):
                        unpacked += len(piece)
                        rectangle.see(piece)
                        if unpacked > UNPACKED_LIMIT or rectangle.cells > CELLS_LIMIT:
                            raise TableRefused(_("The workbook is too large when unpacked. Save the sheet as CSV."))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as problem:
        raise TableRefused(_("The file is not a workbook that can be read.")) from problem


class _Rectangle:
    """How far a sheet reaches: the last column and row that any cell names."""

    def __init__(self, filename: str) -> None:
        self.is_sheet = "sheet" in filename.lower()
        self.columns = self.rows = 1
        self.tail = b""

    @property
    def cells(self) -> int:
        return self.columns * self.rows

    def see(self, piece: bytes) -> None:
        if not self.is_sheet:
            return
        for match in REFERENCE.finditer(self.tail + piece):
            letters, digits = match.groups()
            self.rows = max(self.rows, int(digits))
            self.columns = max(self.columns, _column(letters))
        self.tail = piece[-40:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _sheet_name(workbook: CalamineWorkbook, asked: str) -> str:
    names = workbook.sheet_names
    if asked and asked not in names:
        listed = ", ".join(shown(name) for name in names[:20])
        raise TableRefused(
            _("There is no sheet “%(asked)s”. The workbook has: %(names)s.") % {"asked": asked, "names": listed}
        )
    if not names:
        raise TableRefused(_("The workbook has no sheet."))
    return asked or names[0]


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)
