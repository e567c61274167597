from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models import User


class ProblemReport(models.Model):
    """What somebody says does not work on the site. `page` is what they call the page: an address, or words."""

    what = models.TextField()
    page = models.CharField(max_length=500, blank=True)
    email = models.EmailField(blank=True, help_text="Where an answer may go.")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["-reported_at", "-id"], name="problem_newest_first")]

    def __str__(self) -> str:
        return f"Problem {self.pk}"
