from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from portal.enums import ProblemState


class ProblemReport(models.Model):
    """What somebody says does not work on the site. `page` is what they call the page: an address, or words.

    An administrator marks it as done; lists have what is open first.
    """

    what = models.TextField()
    page = models.CharField(max_length=500, blank=True)
    email = models.EmailField(blank=True, help_text="Where an answer may go.")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reported_at = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=10, choices=ProblemState, default=ProblemState.OPEN)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["-state", "-reported_at", "-id"], name="problem_open_and_newest_first")]
        constraints = [
            models.CheckConstraint(
                name="a_problem_is_open_or_done",
                condition=Q(state=ProblemState.OPEN, done_at=None) | Q(state=ProblemState.DONE, done_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Problem {self.pk}"
