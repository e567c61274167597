"""Pages that cost the same at a list's beginning and end: each begins after a row, not after a number of rows."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.signing import BadSignature, Signer
from django.db.models import Field, Model, Q, QuerySet

from common.errors import BadCursor

Item = TypeVar("Item")
T = TypeVar("T", bound=Model)
Values = tuple[Any, ...]


@dataclass(frozen=True)
class KeysetPage(Generic[Item]):
    """Some items of a list, and the cursors of the pages around them ("" where there is none)."""

    items: list[Item]
    next_cursor: str = ""
    previous_cursor: str = ""


def paginate(queryset: QuerySet[T], *, order: tuple[str, ...], cursor: str, size: int) -> KeysetPage[T]:
    """One page in one query. `order` names columns that are never null and together unique, "-" for descending.

    A cursor is signed for this model and order, so only our own are followed; any other raises BadCursor.
    Give the columns an index in the same order, or a page costs a sort of the whole list.
    """
    cursors = _Cursors(queryset, order)
    if not cursor:
        return _first_page(cursors, list(queryset.order_by(*order)[: size + 1]), size)
    backwards, values = cursors.read(cursor)
    direction = _reversed(order) if backwards else order
    rows = list(queryset.filter(_beyond(direction, values)).order_by(*direction)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        return _page(cursors, rows[::-1], before=more, after=True)
    return _page(cursors, rows, before=True, after=more)


def first_page(rows: list[T], *, of: type[T], order: tuple[str, ...], size: int) -> KeysetPage[T]:
    """What `paginate` gives without a cursor, from the first rows in that order: so many, and one more if there is."""
    return _first_page(_Cursors(of._default_manager.all(), order), rows, size)


def cursor_after(row: T, queryset: QuerySet[T], *, order: tuple[str, ...]) -> str:
    """The cursor of the page that begins after `row`, for a link into the middle of a list."""
    return _Cursors(queryset, order).write(row, backwards=False)


def after_cursor(cursor: str, queryset: QuerySet[T], *, order: tuple[str, ...]) -> QuerySet[T]:
    """The rows that come after those of the page which gave this cursor; all of them without one. For lists that only
    lead onwards. Raises BadCursor."""
    if not cursor:
        return queryset
    backwards, values = _Cursors(queryset, order).read(cursor)
    if backwards:
        raise BadCursor
    return queryset.filter(_beyond(order, values))


def _first_page(cursors: "_Cursors", rows: list[T], size: int) -> KeysetPage[T]:
    return _page(cursors, rows[:size], before=False, after=len(rows) > size)


def _page(cursors: "_Cursors", rows: list[T], *, before: bool, after: bool) -> KeysetPage[T]:
    return KeysetPage(
        items=rows,
        next_cursor=cursors.write(rows[-1], backwards=False) if rows and after else "",
        previous_cursor=cursors.write(rows[0], backwards=True) if rows and before else "",
    )


def _reversed(order: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def _beyond(order: tuple[str, ...], values: Values) -> Q:
    """Rows that come after `values`. The bound on the first column alone lets PostgreSQL start inside its index."""
    after = Q()
    equal = Q()
    for name, value in zip(order, values, strict=True):
        column, lookup = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        after |= equal & Q(**{f"{column}__{lookup}": value})
        equal &= Q(**{column: value})
    first = order[0]
    bound = Q(**{f"{first[1:]}__lte" if first.startswith("-") else f"{first}__gte": values[0]})
    return bound & after


class _Cursors:
    """Writes and reads the cursors of one model in one order."""

    def __init__(self, queryset: QuerySet[Any], order: tuple[str, ...]) -> None:
        self.columns = [name.removeprefix("-") for name in order]
        self.fields = [_field(queryset, column) for column in self.columns]
        self.signer = Signer(salt=f"keyset {queryset.model._meta.label} {' '.join(order)}")

    def write(self, row: Model, *, backwards: bool) -> str:
        values = [attrgetter(column.replace("__", "."))(row) for column in self.columns]
        return self.signer.sign_object([backwards, *map(_plain, values)])

    def read(self, cursor: str) -> tuple[bool, Values]:
        try:
            backwards, *values = self.signer.unsign_object(cursor)
            parsed = tuple(field.to_python(value) for field, value in zip(self.fields, values, strict=True))
        except (BadSignature, ValidationError, ValueError, json.JSONDecodeError) as error:
            raise BadCursor from error
        return backwards, parsed


def _field(queryset: QuerySet[Any], column: str) -> "Field[Any, Any]":
    """The field behind a column, an annotation, or a path such as "revision__created_at"."""
    if column in queryset.query.annotations:
        field: Field[Any, Any] = queryset.query.annotations[column].output_field
        return field
    model: Any = queryset.model
    *path, last = column.split("__")
    for name in path:
        model = model._meta.get_field(name).related_model
    found = model._meta.pk if last == "pk" else model._meta.get_field(last)
    if not isinstance(found, Field):
        raise FieldDoesNotExist(column)
    return found


def _plain(value: object) -> object:
    """JSON keeps every microsecond this way; the field reads it back."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value
