"""`contents.jsonl`: each comment's id, revision, status, and the SHA-256 of its public fields."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import orjson

from digests.tables.columns import COMMENT_COLUMNS, FIELDS
from digests.writers.csv_file import cell, csv_row
from digests.writers.row_file import RowFile

NAMES = [column.name for column in FIELDS]
REFERENCE, STATUS, REVISION = (NAMES.index(name) for name in ("comment_id", "status", "revision"))
PUBLISHED = b"published"


class Contents(RowFile):
    """The hash is of the row that the comment has, or would have, in a public comments.csv, without its line end."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, path.open("wb"))

    def add(self, row: Sequence[Any]) -> None:
        """A comment by its values, one for each of FIELDS."""
        cells = csv_row([cell(column.type, value) for column, value in zip(COMMENT_COLUMNS, row, strict=False)])
        self.add_cells(cells, row[STATUS].encode(), row[REVISION])

    def add_cells(self, cells: bytes, status: bytes, revision: int) -> None:
        """A comment by its row of CSV, as those see it for whom the digest is; its id is the first and never quoted."""
        public = cells if status == PUBLISHED else _withheld(cells)
        entry = {
            "comment_id": cells[: cells.index(b",")].decode(),
            "revision": revision,
            "status": status.decode(),
            "sha256": hashlib.sha256(public).hexdigest(),
        }
        self._file.write(orjson.dumps(entry) + b"\n")
        self.rows += 1


def _withheld(cells: bytes) -> bytes:
    """A comment that is not published has the public row that a public digest has withheld already."""
    values = next(csv.reader(StringIO(cells.decode(), newline="")))
    return csv_row(["" if column.withheld else it for column, it in zip(COMMENT_COLUMNS, values, strict=True)])
