"""CSV after RFC 4180."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

from common.formulas import FORMULA_STARTS, inert
from digests.tables.columns import CellType, Column
from digests.writers.row_file import RowFile


class CsvFile(RowFile):
    """A table with a head. Python's own `csv.writer` looks at each character by itself, which takes longer than
    everything else that is done with a row; cells are quoted here, and read back by `csv.reader`."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        super().__init__(path, path.open("w", encoding="utf-8", newline=""))
        self._cells = [CELLS[column.type] for column in columns]
        self._write([column.name for column in columns])

    def add(self, row: Sequence[Any]) -> None:
        """Write the row's first values, one a column; None is an empty cell."""
        self._write(["" if value is None else cell(value) for cell, value in zip(self._cells, row, strict=False)])
        self.rows += 1

    def _write(self, cells: Sequence[str]) -> None:
        self._file.write(",".join(cells) + "\r\n")


def text_cell(text: str) -> str:
    """The text in quotes where it must be. One function, because it is called a few million times."""
    if text[0] in FORMULA_STARTS:
        text = inert(text)
    if '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return f'"{text}"' if "," in text or "\n" in text or "\r" in text else text


def boolean_cell(value: bool) -> str:
    return "true" if value else "false"


CELLS: dict[CellType, Callable[[Any], str]] = {
    CellType.TEXT: text_cell,
    CellType.NUMBER: str,
    CellType.TIME: str,
    CellType.BOOLEAN: boolean_cell,
}


def read_csv(path: Path, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The cells of the named columns of a written file, row by row, however long a cell is."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        head = next(rows)
        yield from map(itemgetter(*(head.index(name) for name in names)), rows)
