from __future__ import annotations

from django.db import models
from django.utils import timezone

from comments.models.comment_revision import CommentRevision


class SealedWords(models.Model):
    """What a revision said before its words were taken away. No page reads this table; it is emptied in time
    (`comments.services.sealing`)."""

    revision = models.OneToOneField(CommentRevision, models.PROTECT, related_name="sealed_words")
    body = models.TextField()
    proposed_wording = models.TextField(blank=True)
    sealed_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name_plural = "sealed words"

    def __str__(self) -> str:
        return f"of revision {self.revision_id}"
