"""Counting everything anew and comparing: what tallies and counting columns say against the comments themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from comments.services.counted_columns import COLUMNS

COUNTED = """
WITH placed (comment_id, round_id, place, provision_id) AS (
    SELECT id, round_id, 'round', 0 FROM comments_comment WHERE status = 'published'
    UNION ALL
    SELECT comment.id, comment.round_id, CASE WHEN anchor.provision_id IS NULL THEN 'draft' ELSE 'provision' END,
        coalesce(anchor.provision_id, 0)
    FROM comments_comment AS comment
    JOIN comments_anchor AS anchor ON anchor.comment_id = comment.root_id AND anchor.leads
    WHERE comment.status = 'published'
),
counted AS (
    SELECT placed.round_id, placed.place, placed.provision_id, by.dimension, by.value, count(*)::int AS count
    FROM placed
    JOIN comments_comment AS comment ON comment.id = placed.comment_id
    LEFT JOIN accounts_stakeholdergroup AS stakeholder_group ON stakeholder_group.id = comment.stakeholder_group_id
    CROSS JOIN LATERAL (
        VALUES ('all', ''), ('group', coalesce(stakeholder_group.slug, '')), ('region', comment.region),
            ('position', comment.position),
            ('group-position', comment.position || ':' || coalesce(stakeholder_group.slug, '')),
            ('region-position', comment.position || ':' || comment.region),
            ('country', comment.country), ('country-position', comment.position || ':' || comment.country)
    ) AS by (dimension, value)
    WHERE (by.dimension NOT LIKE '%position' OR comment.position <> '')
        AND (by.dimension NOT LIKE '%-position' AND by.dimension <> 'country' OR placed.place = 'round')
    GROUP BY 1, 2, 3, 4, 5
),
kept AS (
    SELECT round_id, place, coalesce(provision_id, 0) AS provision_id, dimension, value, count FROM comments_tally
)
SELECT round_id, place, provision_id, dimension, value, coalesce(kept.count, 0), coalesce(counted.count, 0)
FROM counted FULL JOIN kept USING (round_id, place, provision_id, dimension, value)
WHERE coalesce(kept.count, 0) <> coalesce(counted.count, 0)
ORDER BY round_id, place, provision_id, dimension, value
"""

MEND_TALLIES = """
INSERT INTO comments_tally (round_id, place, provision_id, dimension, value, count)
VALUES (%s, %s, nullif(%s, 0), %s, %s, %s)
ON CONFLICT ON CONSTRAINT tally_once DO UPDATE SET count = excluded.count
"""

LOCKS = (
    "LOCK TABLE comments_reaction IN SHARE ROW EXCLUSIVE MODE",
    "LOCK TABLE comments_comment IN SHARE ROW EXCLUSIVE MODE",
    "LOCK TABLE comments_anchor IN SHARE ROW EXCLUSIVE MODE",
    "LOCK TABLE comments_tally IN SHARE ROW EXCLUSIVE MODE",
)
"""Who writes meanwhile waits, in the order in which every writer takes these tables; who reads does not."""


@dataclass(frozen=True)
class Difference:
    """One number that is not what it should be; `what` names it."""

    what: str
    kept: int
    counted: int

    def __str__(self) -> str:
        return f"{self.what}: kept {self.kept}, counted {self.counted}"


def differences() -> list[Difference]:
    """Compare, and change nothing. Each of the comparisons looks at one moment."""
    return [difference for difference, _mend in _tallies() + _columns()]


@transaction.atomic
def repair() -> list[Difference]:
    """Set every number that differs to what was counted; what differed. Nobody posts while this runs."""
    with connection.cursor() as cursor:
        for lock in LOCKS:
            cursor.execute(lock)
        found = _tallies() + _columns()
        for _difference, (statement, values) in found:
            cursor.execute(statement, values)
    return [difference for difference, _mend in found]


Mend = tuple[str, list[Any]]


def _tallies() -> list[tuple[Difference, Mend]]:
    found: list[tuple[Difference, Mend]] = []
    for round_id, place, provision_id, dimension, value, kept, counted in _rows(COUNTED):
        at = f" {provision_id}" if provision_id else ""
        what = f"round {round_id}, {place}{at}, {dimension} “{value}”"
        mend: Mend = (MEND_TALLIES, [round_id, place, provision_id, dimension, value, counted])
        found.append((Difference(what, kept, counted), mend))
    return found


def _columns() -> list[tuple[Difference, Mend]]:
    return [
        (Difference(f"{column.what} {reference}", kept, counted), (column.mend, [counted, pk]))
        for column in COLUMNS
        for pk, reference, kept, counted in _rows(column.differing)
    ]


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
