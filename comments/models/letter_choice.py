from __future__ import annotations

from django.db import models

from accounts.models import User
from comments.enums import LetterKind, LetterTime


class LetterChoice(models.Model):
    """When a person wants letters of a kind. Who has said nothing gets them at once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="letter_choices")
    kind = models.CharField(max_length=10, choices=LetterKind)
    time = models.CharField(max_length=7, choices=LetterTime)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_choice_a_kind_of_letter")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.time}"
