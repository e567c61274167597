"""Queries that are put together once a process and run many times, each time with other values.

Django takes a millisecond or several to build a queryset and to write its SQL, which PostgreSQL often answers in less.
What a page asks with each request is worth preparing; nothing else is.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import BooleanField, Expression, F, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")


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

    Threads may share one: every run has a compiler of its own, with the connection of its thread.
    """

    def __init__(self, queryset: QuerySet[Any, Row]) -> None:
        self._queryset = queryset
        self._compiler = queryset.query.get_compiler(queryset.db)
        self._sql, self._parameters = self._compiler.as_sql()

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
        values = tuple([given[it.name] if isinstance(it, Given) else it for it in self._parameters])
        compiler: SQLCompiler = copy(self._compiler)
        compiler.connection = connections[self._queryset.db]
        compiler.as_sql = lambda *_, **__: (self._sql, values)  # type: ignore[assignment,method-assign]  # as above
        return compiler
