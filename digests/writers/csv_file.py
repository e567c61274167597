"""CSV after RFC 4180."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from io import StringIO
from operator import itemgetter
from pathlib import Path
from typing import Any

from common.formulas import inert
from digests.tables.columns import CellType, Column
from digests.writers.row_file import RowFile


class CsvFile(RowFile):
    """A table with a head."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        super().__init__(path, path.open("wb"))
        self._types = [column.type for column in columns]
        self._write(csv_row([column.name for column in columns]))

    def add(self, row: Sequence[Any]) -> None:
        """Write a value for each column; None is an empty cell."""
        self.add_cells(csv_row([cell(type, value) for type, value in zip(self._types, row, strict=True)]))

    def add_cells(self, cells: bytes) -> None:
        """A row that is CSV already, without its line end."""
        self._write(cells)
        self.rows += 1

    def _write(self, cells: bytes) -> None:
        self._file.write(cells + b"\r\n")


def csv_row(cells: Sequence[Any]) -> bytes:
    """Without its line end."""
    row = StringIO(newline="")
    csv.writer(row).writerow(cells)
    return row.getvalue().removesuffix("\r\n").encode()


def cell(type: CellType, value: Any) -> Any:
    """As columns have it in SQL (`Column.in_csv`)."""
    if value is None:
        return ""
    if type is CellType.BOOLEAN:
        return "true" if value else "false"
    return inert(value) if type is CellType.TEXT else value


def read_csv(path: Path, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The cells of the named columns of a written file, row by row, however long a cell is."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        head = next(rows)
        yield from map(itemgetter(*(head.index(name) for name in names)), rows)
