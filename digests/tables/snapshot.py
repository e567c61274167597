"""One state of the database for all files of a digest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from digests.tables.selection import Selection

# The last change to what a digest is made from; a consultation nobody has touched since has its first day.
LAST_CHANGE = """
SELECT COALESCE(
    (
        SELECT max(e.at) FROM common_auditentry e
        WHERE (e.subject_type = 'consultations.consultation' AND e.subject_id = n.id)
        OR (e.subject_type = 'consultations.round'
            AND e.subject_id IN (SELECT id FROM consultations_round WHERE consultation_id = n.id))
        OR (e.subject_type = 'consultations.draft'
            AND e.subject_id IN (SELECT id FROM consultations_draft WHERE consultation_id = n.id))
        OR (e.subject_type = 'comments.comment'
            AND e.subject_id IN (SELECT id FROM comments_comment WHERE consultation_id = n.id))
        OR (e.subject_type = 'consultations.prompt'
            AND e.subject_id IN (SELECT p.id FROM consultations_prompt p
                JOIN consultations_round r ON r.id = p.round_id WHERE r.consultation_id = n.id))
        OR (e.subject_type = 'comments.answerset'
            AND e.subject_id IN (SELECT a.id FROM comments_answerset a
                JOIN consultations_round r ON r.id = a.round_id WHERE r.consultation_id = n.id))
        OR (e.subject_type = 'comments.response'
            AND e.subject_id IN (SELECT id FROM comments_response WHERE consultation_id = n.id))
        OR (e.subject_type = 'accounts.regionalgrouping' AND e.verb = 'created')
    ),
    n.created_at
) FROM consultations_consultation n WHERE n.id = %(consultation)s
"""


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Everything read inside sees the same state and cannot write. Not to be used inside another transaction.

    A digest reads whole tables. Where PostgreSQL takes them for small, as after many rows have come at once, it would
    go through one of them for each row of another, and take minutes for what takes a second.
    """
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL enable_nestloop = off")
        yield


def snapshot_time(selection: Selection) -> datetime:
    """When the consultation's record last changed: the same state has the same time, whenever it is read."""
    with connection.cursor() as cursor:
        cursor.execute(LAST_CHANGE, {"consultation": selection.consultation_id})
        found: datetime = cursor.fetchone()[0]
    return found
