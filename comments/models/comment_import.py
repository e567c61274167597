from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from accounts.models import User
from comments.enums import RowOutcome
from comments.models.comment import Comment
from common.models import Job, StoredFile
from consultations.models import Consultation, Round


class CommentImportQuerySet(models.QuerySet["CommentImport"]):
    def visible_to(self, user: User | AnonymousUser) -> CommentImportQuerySet:
        """Imports are the team's: they hold names that the public pages may leave out."""
        return self.filter(consultation__in=Consultation.objects.worked_on_by(user))


class CommentImport(models.Model):
    """A file of comments read into a round by a mapping, with a report row by row."""

    key = models.UUIDField(default=uuid4, unique=True)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="comment_imports")
    round = models.ForeignKey(Round, models.PROTECT, related_name="comment_imports")
    source_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    mapping = models.TextField(help_text="TOML")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created = models.PositiveIntegerField(default=0)
    present = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    warned = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    objects = CommentImportQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.source_file)


class ImportRow(models.Model):
    """What became of one row of the source. `line` is its number in the file, the head being 1.
    `messages` are `[{level, field, text}]`."""

    comment_import = models.ForeignKey(CommentImport, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    source_id = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=14, choices=RowOutcome)
    messages = models.JSONField(default=list)
    comment = models.ForeignKey(Comment, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment_import", "line"], name="one_report_a_line")]
        indexes = [models.Index(fields=["comment_import", "outcome", "line"])]

    def __str__(self) -> str:
        return f"line {self.line}: {self.outcome}"
