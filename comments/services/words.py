"""Writing anew what texts are found by. The database keeps it in step by itself (see `CommentWords`): this is for a new
version of PostgreSQL, whose stems may be others, and for whoever does not want to trust."""

from __future__ import annotations

from django.db import connection, transaction

BATCH = 500

PROVISIONS = """
WITH batch AS (SELECT id FROM consultations_provisiontext WHERE id > %s ORDER BY id LIMIT %s FOR SHARE)
SELECT id, comity_note_provision(id) FROM batch ORDER BY id
"""
COMMENTS = """
WITH batch AS (SELECT id FROM comments_comment WHERE id > %s ORDER BY id LIMIT %s FOR SHARE)
SELECT id, comity_note_comment(id) FROM batch ORDER BY id
"""


def rebuild_words() -> dict[str, int]:
    """How many texts were gone through. Each batch is a transaction of its own: people write and search meanwhile."""
    return {"provisions": _rebuilt(PROVISIONS), "comments": _rebuilt(COMMENTS)}


def _rebuilt(statement: str) -> int:
    done, last = 0, 0
    while keys := _batch(statement, after=last):
        done, last = done + len(keys), keys[-1]
    return done


def _batch(statement: str, *, after: int) -> list[int]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [after, BATCH])
        return [key for key, _ in cursor.fetchall()]
