"""How many comments there are of each status, channel, stakeholder group and region: as the database counts them, and
as a written file has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from accounts.countries import NOT_STATED
from digests.tables.columns import COMMENT_COLUMNS
from digests.tables.rows import EVERY_ANCHOR, SELECTED
from digests.tables.selection import Selection

COUNTED = ("status", "channel", "stakeholder_group", "region")
Combination = tuple[str, ...]
"""A comment's values of the COUNTED columns; "" is "not stated"."""


@dataclass
class Counts:
    """Distinct comments by their combination of the counted values."""

    of: Counter[Combination] = field(default_factory=Counter)

    @property
    def comments(self) -> int:
        return self.of.total()

    def by(self, place: int) -> dict[str, int]:
        numbers: Counter[str] = Counter()
        for combination, number in self.of.items():
            numbers[combination[place] or NOT_STATED] += number
        return dict(sorted(numbers.items()))

    def as_json(self) -> dict[str, Any]:
        return {"comments": self.comments, **{name: self.by(place) for place, name in enumerate(COUNTED)}}


def counts_of(combinations: Iterable[Combination]) -> Counts:
    return Counts(Counter(combinations))


def counts_in_database(selection: Selection) -> Counts:
    """Counted without what the tables join for their other columns, so that a join too many shows."""
    columns = {column.name: column.value for column in COMMENT_COLUMNS}
    values = ", ".join(f"COALESCE({columns[name]}, '')" for name in COUNTED)
    places = ", ".join(str(place) for place in range(1, len(COUNTED) + 1))
    rows = _rows(f"{values}, count(*)", SELECTED, selection, f"GROUP BY {places}")
    return Counts(Counter({row[:-1]: row[-1] for row in rows}))


def comments_in_database(selection: Selection) -> int:
    return int(_rows("count(*)", SELECTED, selection)[0][0])


def anchors_in_database(selection: Selection) -> int:
    return int(_rows("count(*)", SELECTED + EVERY_ANCHOR, selection)[0][0])


def _rows(columns: str, sources: str, selection: Selection, group: str = "") -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "\n".join(("SELECT", columns, sources, "WHERE", selection.condition, group)), selection.parameters
        )
        return list(cursor.fetchall())
