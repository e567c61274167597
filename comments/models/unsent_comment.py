from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils import timezone

from accounts.models import User
from comments.models.comment import Comment
from common.models import StoredFile
from consultations.models import Provision, Round


class UnsentComment(models.Model):
    """What somebody has typed and not yet posted. `user` is empty until its writer signs in; the writer's session
    holds `key` until then. `fields` are the form's, as typed, so that no validation can lose them.

    `submission_id` is the form's, so that a retry after signing in still makes one comment.
    """

    key = models.UUIDField(default=uuid4, unique=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="unsent_comments")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    provision = models.ForeignKey(Provision, models.CASCADE, null=True, related_name="+")
    parent = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="+")
    submission_id = models.UUIDField(unique=True)
    fields = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.key)

    @property
    def version(self) -> str:
        """Another one after every change: by it a page knows whether it has seen what is kept now."""
        return self.changed_at.isoformat()


class UnsentFile(models.Model):
    """A file that was given with a comment before it was posted. What is posted becomes an `Attachment`."""

    unsent = models.ForeignKey(UnsentComment, models.CASCADE, related_name="files")
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.stored_file)
