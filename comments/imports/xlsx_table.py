from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from subprocess import DEVNULL, PIPE
from typing import BinaryIO

from django.utils.translation import gettext as _

from comments.imports import xlsx_cells
from comments.imports.grid import GridRow
from comments.imports.row import TableRefused, shown

UNPACKED_LIMIT = 256 * 1024 * 1024
CELLS_LIMIT = 8_000_000
PIECE = 1 << 18
READER = [sys.executable, "-I", xlsx_cells.__file__]
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,10})["']""")


def rows_of_xlsx(file: BinaryIO, *, sheet: str = "") -> Iterator[GridRow]:
    """The rows of a sheet (the first when none is named). Dates come out in ISO 8601, whole numbers without a fraction.

    The reader holds one sheet in memory, as a full rectangle. So the archive is unpacked once for measure before
    it opens: more than 256 MB, or a rectangle of more than 8 million cells, is refused. A file made to deceive that
    measure ends the reader's own process (`xlsx_cells`) at its limit of memory and nothing else.
    Raises TableRefused.
    """
    _measure(file)
    file.seek(0)
    reader = subprocess.Popen([*READER, sheet], stdin=PIPE, stdout=PIPE, stderr=DEVNULL)  # noqa: S603  our own program
    try:
        with suppress(BrokenPipeError):
            _feed(reader, file)
        yield from _rows(reader, sheet)
    finally:
        reader.kill()
        reader.wait()


def _feed(reader: subprocess.Popen[bytes], file: BinaryIO) -> None:
    assert reader.stdin is not None  # noqa: S101  asked for as a pipe
    with reader.stdin as pipe:
        shutil.copyfileobj(file, pipe)


def _rows(reader: subprocess.Popen[bytes], sheet: str) -> Iterator[GridRow]:
    assert reader.stdout is not None  # noqa: S101  asked for as a pipe
    last = b""
    with reader.stdout as pipe:
        for number, last in enumerate(pipe, start=1):
            if last.endswith(b"\n"):
                cells, overlong = json.loads(last)
                yield GridRow(number, cells, frozenset(overlong))
    match reader.wait():
        case 0:
            return
        case xlsx_cells.NO_SUCH_SHEET:
            raise TableRefused(_no_sheet(sheet, json.loads(last)))
        case xlsx_cells.UNREADABLE:
            raise TableRefused(_("The file is not a workbook that can be read."))
        case _:
            raise TableRefused(_("The workbook is too large when unpacked. Save the sheet as CSV."))


def _no_sheet(asked: str, names: list[str]) -> str:
    if not names:
        return _("The workbook has no sheet.")
    listed = ", ".join(shown(name) for name in names[:20])
    return _("There is no sheet “%(asked)s”. The workbook has: %(names)s.") % {"asked": asked, "names": listed}


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
