"""A row of the comment table as it comes from the database, a value for each of FIELDS: its tags, its line in JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import orjson

from digests.tables.columns import COMMENT_COLUMNS, FIELDS, LISTS, Column
from digests.tables.counts import COUNTED, Combination

NAMES = tuple(column.name for column in FIELDS)
COUNTED_PLACES = tuple(NAMES.index(name) for name in COUNTED)
LIST_PLACES = tuple(NAMES.index(column.name) for column in LISTS)
COLUMN_NAMES = NAMES[: len(COMMENT_COLUMNS)]

Row = Sequence[Any]


def combination(row: Row) -> Combination:
    return tuple([row[place] or "" for place in COUNTED_PLACES])


def json_line(row: Row) -> bytes:
    """The columns, then the lists; without blanks and without a line end."""
    record = dict(zip(COLUMN_NAMES, row, strict=False))
    for place in LIST_PLACES:
        record[NAMES[place]] = orjson.Fragment(row[place])
    return orjson.dumps(record)


def line_of(columns: Sequence[Column]) -> Callable[[Row], bytes]:
    """Makes the lines of a table that holds these columns and no lists."""
    names = [column.name for column in columns]
    return lambda row: orjson.dumps(dict(zip(names, row, strict=True)))
