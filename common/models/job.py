from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.enums import UNFINISHED, JobState


class Job(models.Model):
    """A piece of long work that a worker does, with its progress.

    Whoever works on a job holds its session advisory lock; a job in an unfinished state whose lock nobody
    holds is enqueued again by the sweeper. `task` is the Celery task's name; `subject_id` the row it works on.
    """

    task = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    phase = models.CharField(max_length=80, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="Times taken up; the fence of its result.")
    failures = models.PositiveSmallIntegerField(default=0, help_text="Attempts that ended in an unexpected error.")
    problem = models.TextField(blank=True)
    queued_at = models.DateTimeField(default=timezone.now)
    enqueued_at = models.DateTimeField(
        null=True, help_text="When the latest message was sent; empty: none reached the broker."
    )
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["queued_at"], name="job_unfinished", condition=Q(state__in=UNFINISHED)),
            models.Index(fields=["task", "subject_id"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_finished_at_follows_state",
                condition=Q(state__in=UNFINISHED, finished_at=None)
                | Q(state__in=[JobState.DONE, JobState.FAILED, JobState.CANCELLED], finished_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.task}({self.subject_id}) {self.state}"

    @property
    def is_finished(self) -> bool:
        return self.state not in UNFINISHED

    @property
    def percent(self) -> int:
        """0 to 100; a done job is at 100 whatever was counted."""
        if self.state == JobState.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0
