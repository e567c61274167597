"""Rows from the database, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection

ROWS_AT_ONCE = 100


def stream(sql: str, parameters: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a SELECT through a server-side cursor, so that memory holds ROWS_AT_ONCE of them. Needs a
    transaction. PostgreSQL plans a cursor for its first tenth, unless it is told that all rows will be fetched."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL cursor_tuple_fraction = 1")
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from rows
