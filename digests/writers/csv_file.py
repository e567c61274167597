"""CSV after RFC 4180, written by PostgreSQL's COPY."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection


class CopiedRows:
    """What COPY writes to. The protocol promises that each message is one row, so the last byte of a message, and no
    line end inside a quoted cell, is the row's end, which RFC 4180 wants as CRLF."""

    def __init__(self, file: BinaryIO, on_row: Callable[[int], None]) -> None:
        self.file = file
        self.on_row = on_row
        self.rows = -1  # The head is not counted.

    def write(self, message: bytes) -> int:
        self.file.write(message[:-1] + b"\r\n")
        self.rows += 1
        self.on_row(self.rows)
        return len(message)


def write_csv(path: Path, sql: str, parameters: Mapping[str, Any], on_row: Callable[[int], None]) -> int:
    """Write the rows of a SELECT and return how many there were."""
    with path.open("wb") as file, connection.cursor() as cursor:
        copied = CopiedRows(file, on_row)
        select = cursor.mogrify(sql, parameters).decode()
        cursor.copy_expert(f"COPY ({select}) TO STDOUT (FORMAT csv, HEADER)", copied)
        return copied.rows


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a written file, however long a cell is."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
