"""The process that reads a workbook. It alone runs out of memory or time when a file is made for that.

It is run as a program of its own, without Django: the workbook comes in on standard input, the sheet's name as the
only argument. Each row goes out as one line of JSON, `[cells, positions of cut cells]`; where there is no such sheet,
the names of those that there are, without a line's end. The exit status says which.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

MEMORY_LIMIT = 1536 * 1024 * 1024
SECONDS_LIMIT = 300
CELL_LIMIT = 1_000_000

UNREADABLE = 3
NO_SUCH_SHEET = 4


def main(asked: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_LIMIT, SECONDS_LIMIT))
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        names = workbook.sheet_names
        if not names or (asked and asked not in names):
            sys.stdout.write(json.dumps(names))
            return NO_SUCH_SHEET
        for row in rows(workbook, asked or names[0]):
            sys.stdout.write(f"{json.dumps(row)}\n")
    except CalamineError:
        return UNREADABLE
    return 0


def rows(workbook: CalamineWorkbook, sheet: str) -> Iterator[tuple[list[str], list[int]]]:
    for cells in workbook.get_sheet_by_name(sheet).iter_rows():
        texts = [text_of(cell) for cell in cells]
        overlong = [place for place, text in enumerate(texts) if len(text) > CELL_LIMIT]
        yield [text[:CELL_LIMIT] for text in texts], overlong


def text_of(cell: Any) -> str:
    """Dates in ISO 8601, whole numbers without a fraction."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
