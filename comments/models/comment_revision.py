from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models import User
from comments.enums import Kind, Position
from comments.models.comment import Comment


class CommentRevision(models.Model):
    """What a comment said at one time: CommonMark in `body`, its cleaned HTML and its plain text beside it; kind and
    position are those of the day, and empty for replies.

    Every edit makes one. Readers compare those that are `is_listed`; the others were replaced before anybody relied on
    them, wait for a decision or were refused. All of a withdrawn comment are empty (`comments.models.sealed_words`).
    """

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(default=1)
    body = models.TextField()
    body_html = models.TextField()
    body_text = models.TextField()
    proposed_wording = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=Kind, blank=True, db_default="")
    position = models.CharField(max_length=10, choices=Position, blank=True, db_default="")
    is_listed = models.BooleanField(default=True, db_default=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.comment_id} revision {self.number}"
