"""Queries that are put together and planned once and run many times, each time with other values.

Django takes a millisecond or several to build a queryset and to write its SQL, and PostgreSQL as long to plan it, often
longer than to answer it. So SQL is written once a process, and each connection to the database prepares it once.
What a page asks with each request is worth preparing; nothing else is.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from itertools import count
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")

NUMBERS = count(1)
"""Of the statements of this process."""

PREPARED: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""The names of the statements that each connection of psycopg2 knows, for as long as it lives."""


class Given(Expression):
    """Stands in a queryset for a value that is told when the query runs. It runs in no other way than prepared: the
    database refuses a value that nobody has told, and Django to prepare a lookup that rewrites it, such as `iexact`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return "(%s)", (self,)


class IsOneOf(Func):
    """The condition that a column's value is in a given list, however long it is."""

    arg_joiner = " = ANY "
    template = "%(expressions)s"

    def __init__(self, column: str, values: Given) -> None:
        super().__init__(F(column), values, output_field=BooleanField())


class Prepared(Generic[Row]):
    """A queryset whose SQL is written when this is made. Give it to a function that is cached by all that decides what
    the SQL is; what differs from run to run, such as the time, has to be Given.

    Threads may share one: every run has a compiler of its own, with the connection of its thread. A connection that
    meets it for the first time is told its SQL, which counts as no query.
    """

    def __init__(self, queryset: QuerySet[Any, Row]) -> None:
        self._queryset = queryset
        self._compiler = queryset.query.get_compiler(queryset.db)
        self._sql, self._parameters = self._compiler.as_sql()
        self._names = list(dict.fromkeys(it.name for it in self._parameters if isinstance(it, Given)))
        self._statement = f"comity_{next(NUMBERS)}"
        places = ", ".join(["%s"] * len(self._names))
        self._execute = f"EXECUTE {self._statement} ({places})" if places else f"EXECUTE {self._statement}"

    def rows(self, **given: object) -> list[Row]:
        """What the queryset would find with these values. Raises KeyError where one is missing."""
        compiler = self._bound(given)
        queryset = self._queryset.all()
        queryset.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]  # of this copy alone
        return list(queryset)

    def get(self, **given: object) -> Row:
        """The first row, of a queryset that has one or none. Raises the model's DoesNotExist."""
        for row in self.rows(**given):
            return row
        raise self._queryset.model.DoesNotExist

    def _bound(self, given: Mapping[str, object]) -> SQLCompiler:
        values = tuple([given[name] for name in self._names])
        compiler: SQLCompiler = copy(self._compiler)
        compiler.connection = connections[self._queryset.db]
        self._prepare_on(compiler.connection)
        compiler.as_sql = lambda *_, **__: (self._execute, values)  # type: ignore[assignment,method-assign]  # as above
        return compiler

    def _prepare_on(self, connection: BaseDatabaseWrapper) -> None:
        connection.ensure_connection()
        known = PREPARED.setdefault(connection.connection, set())
        if self._statement in known:
            return
        with connection.connection.cursor() as cursor:
            cursor.execute(f"PREPARE {self._statement} AS {self._text(cursor)}")
        known.add(self._statement)

    def _text(self, cursor: Any) -> str:
        """The SQL as PostgreSQL prepares it: values that are told later are numbered, all others stand in it."""
        numbers = {name: f"${number}" for number, name in enumerate(self._names, start=1)}
        written = [
            numbers[it.name] if isinstance(it, Given) else cursor.mogrify("%s", (it,)).decode()
            for it in self._parameters
        ]
        text: str = self._sql % tuple(written)
        return text
