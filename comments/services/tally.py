"""Counting published comments, in the transaction of the change that makes or unmakes one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import connection

from comments.enums import Dimension, Place
from comments.models import Comment

NO_PROVISION = 0


class TallyKey(NamedTuple):
    """What a tally counts; `provision_id` is `NO_PROVISION` for a round and a whole draft, so that keys sort."""

    round_id: int
    place: str
    provision_id: int
    dimension: str
    value: str


class Spot(NamedTuple):
    """A place that a thread hangs on: a whole draft or one provision."""

    place: Place
    provision_id: int = NO_PROVISION


UPSERT = """
INSERT INTO comments_tally AS kept (round_id, place, provision_id, dimension, value, count)
SELECT round_id, place, nullif(provision_id, 0), dimension, value, count
FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::text[], %s::int[])
    AS new (round_id, place, provision_id, dimension, value, count)
ORDER BY round_id, place, provision_id, dimension, value
ON CONFLICT ON CONSTRAINT tally_once DO UPDATE SET count = kept.count + excluded.count
"""


def tally_keys(comment: Comment, *, group: str, spots: Iterable[Spot]) -> Iterator[TallyKey]:
    """The tallies in which one comment counts. `group` is its stakeholder group's slug or "", `spots` are its thread's.

    It counts once in its round, and once at every place of its thread; only first comments have a position.
    """
    dimensions = [(Dimension.ALL, ""), (Dimension.GROUP, group), (Dimension.REGION, comment.region)]
    if comment.position:
        dimensions.append((Dimension.POSITION, comment.position))
    for place, provision_id in [Spot(Place.ROUND), *spots]:
        for dimension, value in dimensions:
            yield TallyKey(comment.round_id, place, provision_id, dimension, value)


def count_in(keys: Counter[TallyKey]) -> None:
    """Add to the tallies by one statement. Rows are taken in the order of their keys, so that two writers who meet wait
    in line and never for each other. Called last in a transaction: the rows are held until it ends."""
    if not keys:
        return
    rows = sorted(keys.items())
    columns = [list(column) for column in zip(*((*key, count) for key, count in rows), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, columns)
