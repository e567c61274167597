"""One row of the comment table: what of it the public may have, and its lines in JSON. A row has a value for each of
FIELDS."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import orjson

from comments.enums import Status
from digests.enums import Audience
from digests.tables.columns import COMMENT_COLUMNS, FIELDS, LISTS, Column
from digests.tables.counts import COUNTED, Combination

NAMES = tuple(column.name for column in FIELDS)
REFERENCE, STATUS, REVISION = (NAMES.index(name) for name in ("comment_id", "status", "revision"))
COUNTED_PLACES = tuple(NAMES.index(name) for name in COUNTED)
LIST_PLACES = tuple(NAMES.index(column.name) for column in LISTS)
COLUMN_NAMES = NAMES[: len(COMMENT_COLUMNS)]

Row = Sequence[Any]


def shown_to(audience: Audience, row: Row) -> Row:
    """A public line of a comment that is not published keeps its place and loses what was said and by whom."""
    if audience is Audience.STAFF or row[STATUS] == Status.PUBLISHED:
        return row
    return [field.nothing if field.withheld else value for field, value in zip(FIELDS, row, strict=True)]


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


def contents_line(row: Row) -> bytes:
    """A comment's id, revision and status, and the SHA-256 of the line it has, or would have, in a public digest."""
    public = json_line(shown_to(Audience.PUBLIC, row))
    return orjson.dumps(
        {
            "comment_id": row[REFERENCE],
            "revision": row[REVISION],
            "status": row[STATUS],
            "sha256": hashlib.sha256(public).hexdigest(),
        }
    )
