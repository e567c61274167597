"""Rows from the database, a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from django.db import DatabaseError, connection

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


def copy(sql: str, parameters: Mapping[str, Any], take: Callable[[bytes], object]) -> None:
    """Give each row of a SELECT to `take` as PostgreSQL writes it in CSV, without a line end. That takes a fraction of
    the time in which values are fetched and written here. What `take` raises ends the copy."""
    with connection.cursor() as cursor:
        select = cursor.mogrify(sql, parameters).decode()
        try:
            cursor.copy_expert(f"COPY ({select}) TO STDOUT (FORMAT csv)", _Taking(take))
        except BaseException:
            with suppress(DatabaseError):
                connection.connection.cancel()  # What is still to come would be waited for otherwise.
            raise


class _Taking:
    """What `copy_expert` takes for a file: it writes each row by itself."""

    def __init__(self, take: Callable[[bytes], object]) -> None:
        self._take = take

    def write(self, line: bytes) -> None:
        self._take(line[:-1])

    def read(self, size: int = -1) -> bytes:
        raise NotImplementedError
