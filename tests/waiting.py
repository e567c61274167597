"""Waiting for a condition, and for others to wait: what must come one after the other is tested by holding it, not by
hoping for a race."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest
from django.db import connection

if TYPE_CHECKING:
    from tests.workers import Worker

PATIENCE = 300
"""Seconds. That a machine is slow is no mistake; that somebody waits for ever is one."""
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def wait_until(condition: Callable[[], object], worker: Worker | None = None) -> None:
    """Returns when the condition holds; fails the test, with what the worker has written, where it never does."""
    until = monotonic() + PATIENCE
    while not condition():
        if monotonic() > until:
            pytest.fail(f"It did not come to this. {worker.log.read_text() if worker else ''}")
        sleep(0.02)


def until_waiting(connections: int) -> None:
    """Returns when so many other connections to the test's database wait for a lock."""

    def they_wait() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            waiting: int = cursor.fetchone()[0]
        return waiting == connections

    wait_until(they_wait)
