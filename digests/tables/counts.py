"""How many comments there are of each status, channel, stakeholder group and region: as the database counts them, and
as a written file has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from accounts.countries import NOT_STATED
from digests.tables.columns import COMMENT_COLUMNS
from digests.tables.rows import COMMENTS, EVERY_ANCHOR
from digests.tables.selection import Selection

COUNTED = ("status", "channel", "stakeholder_group", "region")


@dataclass
class Counts:
    """Distinct comments, in all and by each counted column; a comment without a value is "not stated"."""

    comments: int = 0
    by: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in COUNTED})

    def add(self, row: Mapping[str, Any]) -> None:
        self.comments += 1
        for name, counter in self.by.items():
            counter[row[name] or NOT_STATED] += 1

    def as_json(self) -> dict[str, Any]:
        return {"comments": self.comments, **{name: dict(sorted(counter.items())) for name, counter in self.by.items()}}


def counts_of(rows: Iterable[Mapping[str, Any]]) -> Counts:
    counts = Counts()
    for row in rows:
        counts.add(row)
    return counts


def counts_in_database(selection: Selection) -> Counts:
    counts = Counts(comments=_number("count(DISTINCT c.id)", COMMENTS, selection))
    for column in COMMENT_COLUMNS:
        if column.name in COUNTED:
            value = f"COALESCE({column.value(selection.audience)}, '{NOT_STATED}')"
            counts.by[column.name] = _numbers_by(value, selection)
    return counts


def anchors_in_database(selection: Selection) -> int:
    return _number("count(*)", COMMENTS + EVERY_ANCHOR, selection)


def comments_in_database(selection: Selection) -> int:
    return _number("count(*)", COMMENTS, selection)


def _number(what: str, sources: str, selection: Selection) -> int:
    sql = "\n".join(("SELECT", what, sources, "WHERE", selection.condition))
    with connection.cursor() as cursor:
        cursor.execute(sql, selection.parameters)
        return int(cursor.fetchone()[0])


def _numbers_by(value: str, selection: Selection) -> Counter[str]:
    sql = "\n".join(("SELECT", value, ", count(DISTINCT c.id)", COMMENTS, "WHERE", selection.condition, "GROUP BY 1"))
    with connection.cursor() as cursor:
        cursor.execute(sql, selection.parameters)
        return Counter(dict(cursor.fetchall()))
