"""The server's clock, which a journey moves on, and what scheduler and worker do when a time has come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from celery import current_app
from django.utils import timezone

from comments.services.round_notice import start_due_notices
from common.enums import JobState
from common.models import Job


class Clock:
    """Begins now and ticks; it only moves forward, as sessions and cookies rely on. The browser has its own."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self.traveller = traveller
        self.began = timezone.now()

    def after(self, **passed: float) -> datetime:
        """So long after the journey began."""
        return self.began + timedelta(**passed)

    def moves_to(self, at: datetime) -> None:
        """Then the letters that are due are written, as the scheduler and a worker would."""
        assert at > timezone.now(), at
        self.traveller.move_to(at)
        start_due_notices(at=timezone.now())
        work_off()


@contextmanager
def moving_clock() -> Iterator[Clock]:
    with time_machine.travel(timezone.now(), tick=True) as traveller:
        yield Clock(traveller)


def work_off() -> None:
    """Do at once what waits for a worker, by the tasks that it would run: a process of its own has its own clock."""
    current_app.loader.import_default_modules()
    while job := Job.objects.filter(state=JobState.QUEUED).order_by("pk").first():
        current_app.tasks[job.task](job.pk)


def typed(at: datetime, zone: str) -> str:
    """As a field for a time takes it."""
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")
