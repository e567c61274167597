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
STATUS, REVISION, LISTS_SHA256 = (NAMES.index(name) for name in ("status", "revision", "lists_sha256"))
PUBLISHED = b"published"


class Contents(RowFile):
    """`sha256` is of the row that the comment has, or would have, in a public comments.csv, without its line end.
    `lists_sha256` is of its lists of anchors and of responses in JSON, as far as they hold more than one: the row shows
    only one of each."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, path.open("wb"))

    def add(self, row: Sequence[Any]) -> None:
        """A comment by its values, one for each of FIELDS."""
        cells = csv_row([cell(column.type, value) for column, value in zip(COMMENT_COLUMNS, row, strict=False)])
        self.add_cells(cells, row[STATUS].encode(), row[REVISION], row[LISTS_SHA256] or "")

    def add_cells(self, cells: bytes, status: bytes, revision: int, lists: str) -> None:
        """A comment by its row of CSV, as those see it for whom the digest is; its id is the first and never quoted."""
        public = cells if status == PUBLISHED else _withheld(cells)
        entry = {
            "comment_id": cells[: cells.index(b",")].decode(),
            "revision": revision,
            "status": status.decode(),
            "sha256": hashlib.sha256(public).hexdigest(),
            "lists_sha256": lists or None,
        }
        self._file.write(orjson.dumps(entry) + b"\n")
        self.rows += 1


def _withheld(cells: bytes) -> bytes:
    """A comment that is not published has the public row that a public digest has withheld already."""
    values = next(csv.reader(StringIO(cells.decode(), newline="")))
    return csv_row(["" if column.withheld else it for column, it in zip(COMMENT_COLUMNS, values, strict=True)])
