"""Seeing that others wait: what must come one after the other is tested by holding it, not by hoping for a race."""

from time import monotonic, sleep

import pytest
from django.db import connection

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def until_waiting(connections: int) -> None:
    """Returns when so many other connections to the test's database wait for a lock; fails the test after 20 s."""
    until = monotonic() + 20
    while monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0] == connections:
                return
        sleep(0.02)
    pytest.fail(f"{connections} connections were to wait, and did not.")
