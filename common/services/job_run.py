"""One attempt at a job: what its work may say about it while it runs."""

import time

from django.db import Error, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from django.utils.functional import Promise

from common.enums import JobState
from common.models import Job

SECONDS_BETWEEN_WRITES = 0.5


class JobFailed(Exception):
    """The work cannot be done, and trying again would not help. `message` is shown to people."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


class JobLost(Exception):
    """Somebody else has taken the job, or it has ended: this attempt must not write anything."""


class JobCancelled(JobLost):
    """Somebody cancelled the job."""


class JobRun:
    """Given to the work. `job` is the row as it was when taken; `subject_id` the row to work on."""

    def __init__(self, job: Job, own: BaseDatabaseWrapper) -> None:
        self.job = job
        self.subject_id = job.subject_id
        self._own = own
        self._phase = ""
        self._written_at = 0.0
        self._finished = False

    def progress(self, phase: str, done: int, total: int) -> None:
        """Show how far the work is. Call it as often as you like: twice a second it is written, a new phase at once.

        `phase` says what is counted, in English and marked by `gettext_noop`: a worker knows no reader, so the page
        translates it. Work whose phases are an enum gives its values, and its pages their labels.

        Raises JobCancelled or JobLost, which the work lets pass.
        """
        now = time.monotonic()
        if self._finished or (phase == self._phase and now - self._written_at < SECONDS_BETWEEN_WRITES):
            return
        self._phase, self._written_at = phase, now
        if not self.write("phase = %s, done = %s, total = %s", phase[:80], done, total):
            raise self._why_lost()

    def finish(self) -> None:
        """Close the job as done, inside the transaction that writes its result: both are stored, or neither.

        Raises JobLost when another attempt has taken over, or the job was cancelled.
        """
        if not transaction.get_connection().in_atomic_block:
            raise transaction.TransactionManagementError("A job is finished in the transaction that writes its result.")
        mine = Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING, attempts=self.job.attempts)
        if not mine.update(state=JobState.DONE, finished_at=timezone.now()):
            raise self._why_lost()
        self._finished = True

    def write(self, assignments: str, *values: str | int) -> bool:
        """Change the job's row through the run's own connection, if the job is still this attempt's."""
        with self._own.cursor() as cursor:
            cursor.execute(
                f"UPDATE common_job SET {assignments} WHERE id = %s AND state = 'running' AND attempts = %s",  # noqa: S608  # literals of this package
                [*values, self.job.pk, self.job.attempts],
            )
            return bool(cursor.rowcount == 1)

    def state(self) -> str:
        """The job's state as everybody sees it now."""
        with self._own.cursor() as cursor:
            cursor.execute("SELECT state FROM common_job WHERE id = %s", [self.job.pk])
            row = cursor.fetchone()
        return str(row[0]) if row else ""

    def _why_lost(self) -> JobLost:
        try:
            return JobCancelled() if self.state() == JobState.CANCELLED else JobLost()
        except Error:  # the run's session is gone, and its lock with it
            return JobLost()
