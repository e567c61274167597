"""Long work that survives whatever is killed and ends in exactly one result.

A worker holds the job's session advisory lock, on a connection of its own, for as long as it works: when it dies, the
database lets go of the lock and the sweeper enqueues the job again. `attempts` counts who took the job and is the
fence: only the latest taker can write a result. Celery delivers messages, and may lose or repeat any of them.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from celery import current_app
from django.db import Error, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from common.enums import UNFINISHED, JobState, Verb
from common.job_lock import held_jobs, lock, own_connection
from common.models import Job
from common.services.audit import record
from common.services.job_run import JobCancelled, JobFailed, JobLost, JobRun

__all__ = ["JobCancelled", "JobFailed", "JobLost", "JobRun", "cancel", "enqueue", "run_job", "sweep"]

logger = logging.getLogger(__name__)

FAILURES_ALLOWED = 3
"""Attempts that may end in an unexpected exception before the job fails."""

ATTEMPTS_ALLOWED = 20
"""Attempts altogether: a job that takes its worker down each time must end."""

SHORTEST_PATIENCE = timedelta(seconds=20)
LONGEST_PATIENCE = timedelta(seconds=60)
"""How long a queued job may wait before its message counts as lost: half its age between these two. The messages that
the sweeper sends expire after the longer one, so that they do not pile up while no worker runs."""

SWEPT_AT_ONCE = 500


def enqueue(task: str, subject_id: int) -> Job:
    """Make a job that the Celery task of that name will do, and send it after the commit."""
    job = Job.objects.create(task=task, subject_id=subject_id, enqueued_at=timezone.now())
    transaction.on_commit(partial(_send_first, job), robust=True)
    return job


@transaction.atomic
def cancel(*, by: Model | None, job: Job) -> bool:
    """End an unfinished job; whoever works on it stops at the next progress. False when it has ended already."""
    open_job = Job.objects.filter(pk=job.pk, state__in=UNFINISHED)
    if not open_job.update(state=JobState.CANCELLED, finished_at=timezone.now()):
        return False
    record(by=by, verb=Verb.CANCELLED, subject=job)
    return True


def run_job(job_id: int, work: Callable[[JobRun], None]) -> None:
    """Do a job's work, unless somebody does it now or it has ended. The body of every task that does long work.

    `work` calls `run.finish()` in the transaction that writes its result. An exception other than JobFailed is logged
    and the job tried again, three times in all. The job must be committed: this reads it by another connection.
    """
    with own_connection() as own:
        if not lock(own, job_id) or not _take(own, job_id):
            return
        run = JobRun(Job.objects.get(pk=job_id), own)
        if run.job.attempts > ATTEMPTS_ALLOWED:
            _fail(run, _("The work was broken off too often. Tell the administrators."))
            return
        _attempt(run, work)


def sweep() -> int:
    """Enqueue again every unfinished job that nobody works on and no message will bring; returns how many.

    Jobs are read before locks: a job that runs, or that ended in between, is then never taken for an abandoned one.
    """
    jobs = list(Job.objects.filter(state__in=UNFINISHED).order_by("queued_at")[:SWEPT_AT_ONCE])
    held = held_jobs() if jobs else set()
    now = timezone.now()
    sent = 0
    for job in jobs:
        if job.pk in held or not _is_abandoned(job, now) or not _claim_for_sweep(job, now):
            continue
        if not _send(job, expires=LONGEST_PATIENCE.total_seconds()):
            Job.objects.filter(pk=job.pk, enqueued_at=now).update(enqueued_at=None)
            break
        sent += 1
    return sent


def _attempt(run: JobRun, work: Callable[[JobRun], None]) -> None:
    try:
        work(run)
        if run.state() == JobState.RUNNING:
            raise RuntimeError(f"{run.job.task} returned without run.finish()")
    except JobLost as lost:
        logger.info("Job %s stopped: %s", run.job.pk, type(lost).__name__)
    except JobFailed as failure:
        _fail(run, str(failure.message))
    except Exception:
        logger.exception("Job %s failed at attempt %s", run.job.pk, run.job.attempts)
        _fail_or_try_again(run)


def _fail_or_try_again(run: JobRun) -> None:
    """Where the run's own connection is gone too, nothing is written: the lock is free and the sweeper takes over."""
    try:
        if run.job.failures + 1 >= FAILURES_ALLOWED:
            _fail(run, _("Something went wrong three times, so the work was given up. Tell the administrators."))
        else:
            run.write("state = 'queued', failures = failures + 1, enqueued_at = now()")
    except Error:
        logger.exception("Job %s is left to the sweeper", run.job.pk)


def _fail(run: JobRun, message: str) -> None:
    run.write("state = 'failed', finished_at = now(), problem = %s", message)


def _take(own: BaseDatabaseWrapper, job_id: int) -> bool:
    with own.cursor() as cursor:
        cursor.execute(
            "UPDATE common_job SET state = 'running', attempts = attempts + 1, phase = '', done = 0, total = 0,"
            " started_at = coalesce(started_at, now()) WHERE id = %s AND state IN ('queued', 'running')",
            [job_id],
        )
        return bool(cursor.rowcount == 1)


def _is_abandoned(job: Job, now: datetime) -> bool:
    if job.state == JobState.RUNNING or job.enqueued_at is None:
        return True
    patience = min(max((now - job.queued_at) / 2, SHORTEST_PATIENCE), LONGEST_PATIENCE)
    return now - job.enqueued_at >= patience


def _claim_for_sweep(job: Job, now: datetime) -> bool:
    """False when the job was taken, ended or swept since it was read."""
    unchanged = Job.objects.filter(pk=job.pk, state=job.state, attempts=job.attempts, enqueued_at=job.enqueued_at)
    return bool(unchanged.update(state=JobState.QUEUED, enqueued_at=now))


def _send_first(job: Job) -> None:
    if not _send(job):
        Job.objects.filter(pk=job.pk).update(enqueued_at=None)


def _send(job: Job, expires: float | None = None) -> bool:
    """False when the broker cannot be reached; the job stays and the sweeper sends it later."""
    try:
        current_app.send_task(job.task, (job.pk,), retry=False, expires=expires)
    except (OperationalError, OSError):
        logger.warning("The broker cannot be reached; job %s waits for the sweeper", job.pk)
        return False
    return True
