from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from accounts.models import User
from comments.enums import CommentNoticeState, LetterKind
from comments.models.comment import Comment
from comments.models.response import Response
from common.models import AuditEntry


class UntoldEntry(models.Model):
    """An audit row that may concern readers' letters and has not been looked at yet.

    A trigger of the database writes it in the transaction of the audit row, so that none is missed, in whatever order
    transactions commit, and what is posted costs no further statement. Whoever looks at it deletes it.
    """

    entry = models.OneToOneField(AuditEntry, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+")

    def __str__(self) -> str:
        return str(self.entry_id)


class CommentNoticeQuerySet(models.QuerySet["CommentNotice"]):
    def waiting(self) -> CommentNoticeQuerySet:
        return self.filter(state=CommentNoticeState.WAITING)

    def due(self, at: datetime) -> CommentNoticeQuerySet:
        """What a letter may tell at that moment."""
        return self.waiting().filter(due_at__lte=at)


class CommentNotice(models.Model):
    """One thing that happened to a comment, to be told to one reader in a letter, once.

    `comment` is the reply, or the reader's own comment that was posted, answered (by `response`) or published. What is
    not to be seen when its letter is written is left out.
    """

    reader = models.ForeignKey(User, models.CASCADE, related_name="comment_notices")
    kind = models.CharField(max_length=10, choices=LetterKind)
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="notices")
    response = models.ForeignKey(Response, models.CASCADE, null=True, related_name="+")
    happened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=CommentNoticeState, default=CommentNoticeState.WAITING)
    ended_at = models.DateTimeField(null=True)

    objects = CommentNoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "reader"], name="comment_notice_due", condition=Q(state=CommentNoticeState.WAITING)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "kind", "comment", "response"], name="told_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="only_answers_have_a_response",
                condition=Q(kind=LetterKind.RESPONSE, response__isnull=False)
                | (~Q(kind=LetterKind.RESPONSE) & Q(response=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.comment_id} to {self.reader_id}"
