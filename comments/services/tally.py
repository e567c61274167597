"""Counting published comments, in the transaction of the change that makes or unmakes one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from django.db import connection

from comments.enums import Dimension, Place
from comments.models import Anchor, Comment

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


LOCK = """
SELECT kept.id, new.count
FROM comments_tally AS kept
JOIN unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::text[], %s::int[])
    AS new (round_id, place, provision_id, dimension, value, count)
    ON kept.round_id = new.round_id AND kept.place = new.place AND coalesce(kept.provision_id, 0) = new.provision_id
    AND kept.dimension = new.dimension AND kept.value = new.value
ORDER BY kept.round_id, kept.place, kept.provision_id, kept.dimension, kept.value
FOR NO KEY UPDATE OF kept
"""

TAKE = """
UPDATE comments_tally AS kept SET count = kept.count - new.count
FROM unnest(%s::bigint[], %s::int[]) AS new (id, count)
WHERE kept.id = new.id
"""


def spots_of(roots: Collection[int]) -> dict[int, list[Spot]]:
    """The places of existing threads, by their first comment."""
    spots: dict[int, list[Spot]] = {root: [] for root in roots}
    if not roots:
        return spots
    for anchor in Anchor.objects.filter(comment__in=roots, leads=True):
        place = Place.PROVISION if anchor.provision_id else Place.DRAFT
        spots[anchor.comment_id].append(Spot(place, anchor.provision_id or NO_PROVISION))
    return spots


def tally_keys(comment: Comment, *, group: str, spots: Iterable[Spot]) -> Iterator[TallyKey]:
    """The tallies in which one comment counts. `group` is its stakeholder group's slug or "", `spots` are its thread's.

    It counts once in its round, and once at every place of its thread; only first comments have a position.
    """
    yield from _of_the_whole_round(comment, group)
    dimensions = [(Dimension.ALL, ""), (Dimension.GROUP, group), (Dimension.REGION, comment.region)]
    if comment.position:
        dimensions.append((Dimension.POSITION, comment.position))
    for place, provision_id in [Spot(Place.ROUND), *spots]:
        for dimension, value in dimensions:
            yield TallyKey(comment.round_id, place, provision_id, dimension, value)


def _of_the_whole_round(comment: Comment, group: str) -> Iterator[TallyKey]:
    counted = [(Dimension.COUNTRY, comment.country)]
    if comment.position:
        who = (
            (Dimension.GROUP_POSITION, group),
            (Dimension.REGION_POSITION, comment.region),
            (Dimension.COUNTRY_POSITION, comment.country),
        )
        counted += [(dimension, f"{comment.position}:{value}") for dimension, value in who]
    for dimension, value in counted:
        yield TallyKey(comment.round_id, Place.ROUND, NO_PROVISION, dimension, value)


def count_in(keys: Counter[TallyKey]) -> None:
    """Add to the tallies by one statement. Rows are taken in the order of their keys, so that two writers who meet wait
    in line and never for each other. Called last in a transaction: the rows are held until it ends."""
    if not keys:
        return
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, _columns(keys))


def count_out(keys: Counter[TallyKey]) -> None:
    """Take away from the tallies; otherwise as `count_in`, in the same order of rows."""
    if not keys:
        return
    with connection.cursor() as cursor:
        cursor.execute(LOCK, _columns(keys))
        rows = cursor.fetchall()
        cursor.execute(TAKE, [[pk for pk, _ in rows], [count for _, count in rows]])


def _columns(keys: Counter[TallyKey]) -> list[list[int | str]]:
    return [list(column) for column in zip(*((*key, count) for key, count in sorted(keys.items())), strict=True)]
