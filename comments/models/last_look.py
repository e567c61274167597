from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from accounts.models import User

VISIT = timedelta(minutes=30)
"""Without a look for so long, the next one is another visit."""


class LastLook(models.Model):
    """When somebody last looked at their contributions. What came after `since` is new to them; it stays new for the
    whole visit, so that a reload or a way back does not take the marks away."""

    user = models.OneToOneField(User, models.CASCADE, related_name="+")
    since = models.DateTimeField(null=True)
    looked_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.user)

    def is_another_visit(self, at: datetime) -> bool:
        return at >= self.looked_at + VISIT
