from __future__ import annotations

from django.db import models
from django.utils import timezone

from comments.enums import NoticeKind
from common.models import Job
from consultations.models import Round


class RoundNotice(models.Model):
    """A letter about a round to all whom it concerns, written once for each instant that it speaks of (`due_for`).

    `job` writes it, person by person in the order of their keys; `reached` is the last one's key, so that a job that
    was killed goes on behind it. `written` counts the letters.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=14, choices=NoticeKind)
    due_for = models.DateTimeField()
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    reached = models.BigIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "kind", "due_for"], name="one_notice_of_a_kind_and_instant")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.round_id} for {self.due_for:%Y-%m-%d %H:%M}"
