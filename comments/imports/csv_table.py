from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

from comments.imports.csv_records import Dialect, Record, records
from comments.imports.encoding import Encoding, detect, text_chunks
from comments.imports.grid import GridRow

DELIMITERS = ",;\t|"
LOOKED_AT = 30


def rows_of_csv(file: BinaryIO, *, encoding: str = "", dialect: Dialect | None = None) -> Iterator[GridRow]:
    """The records of a CSV file with their row numbers; encoding and dialect are detected when not given."""
    codec = Encoding(encoding) if encoding else detect(file)
    chunks = text_chunks(file, codec)
    first = next(chunks, "")
    announced, first = _announced_delimiter(first)
    dialect = dialect or announced or detect_dialect(first)
    for number, record in enumerate(records(chain([first], chunks), dialect), start=1 + bool(announced)):
        yield GridRow(number, record.cells, frozenset(record.overlong), record.unclosed)


def detect_dialect(sample: str) -> Dialect:
    """The delimiter under which the first records have the same number of cells as the head, and the most of them."""
    return max((Dialect(delimiter) for delimiter in DELIMITERS), key=lambda dialect: _fit(sample, dialect))


def _fit(sample: str, dialect: Dialect) -> tuple[float, int]:
    found = [record for record in islice(records([sample], dialect), LOOKED_AT) if not record.is_blank]
    if len(found) > 1:
        found = _without_cut_end(found)
    width = len(found[0].cells) if found else 0
    if width < 2:
        return (0.0, width)
    return (sum(len(record.cells) == width for record in found) / len(found), width)


def _without_cut_end(found: list[Record]) -> list[Record]:
    """A sample usually ends in the middle of a record."""
    return found if len(found) == LOOKED_AT else found[:-1]


def _announced_delimiter(text: str) -> tuple[Dialect | None, str]:
    """Excel writes and reads a first line such as `sep=;`."""
    line, _, rest = text.lstrip("﻿").partition("\n")
    if line.strip().lower().startswith("sep=") and len(line.strip()) == 5:
        return Dialect(line.strip()[-1]), rest
    return None, text
