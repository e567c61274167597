"""CSV after RFC 4180 for an answer that streams."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from common.formulas import inert


def instant(at: datetime | None) -> str:
    """In UTC after ISO 8601, to the second; "" for none."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""


class _Line:
    """What `csv.writer` writes to: the last line, to be taken at once."""

    def write(self, text: str) -> str:
        return text


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Iterator[str]:
    """A line at a time; text that a spreadsheet would run as a formula gets one ' in front, as in the comment table."""
    writer = csv.writer(_Line())
    yield writer.writerow(head)
    for row in rows:
        yield writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row])
