"""Who works on which job, as the database knows it: session advisory locks, which end with their session."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

LOCK_SPACE = 0x436F6D69
"""The first of the two numbers of a lock; the second is the job's id."""

HELD = """
SELECT objid::bigint FROM pg_locks
WHERE locktype = 'advisory' AND objsubid = 2 AND classid::bigint = %s AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@contextmanager
def own_connection() -> Iterator[BaseDatabaseWrapper]:
    """A connection beside the default one, in autocommit: it shows changes whatever transaction the work is in.

    A pooler between us and PostgreSQL must give one session for one connection, or locks end early.
    """
    own = connections["default"].copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
        yield own
    finally:
        own.close()


def lock(own: BaseDatabaseWrapper, job_id: int) -> bool:
    """Take the job's lock for as long as the connection lives; False where another session holds it."""
    with own.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, job_id])
        return bool(cursor.fetchone()[0])


def held_jobs() -> set[int]:
    """The ids of jobs whose lock some session holds now."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, [LOCK_SPACE])
        return {row[0] for row in cursor.fetchall()}
