from __future__ import annotations

from django.db import models

from comments.models.comment import Comment
from common.models import StoredFile


class Attachment(models.Model):
    """A file that came with a comment."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="attachments")
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "stored_file"], name="attached_once")]

    def __str__(self) -> str:
        return str(self.stored_file)
