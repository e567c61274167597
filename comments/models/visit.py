from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models import User
from consultations.models import Consultation


class Visit(models.Model):
    """When somebody signed in was last on the public pages of a consultation, or at their own contributions, which have
    none; nobody but that person is told.

    `since` is when the visit before this one ended: what was said later is new to them. It is empty on a first visit.
    `seen_at` moves on as they read, by steps.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="visits")
    consultation = models.ForeignKey(Consultation, models.CASCADE, null=True, related_name="+")
    since = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "consultation"], nulls_distinct=False, name="one_visit_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.consultation_id or 'their contributions'}"
