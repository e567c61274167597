from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from comments.enums import ReportState
from comments.models.comment import Comment
from comments.models.moderation_reason import ModerationReasonTerm
from consultations.models import Consultation


class CommentReportQuerySet(models.QuerySet["CommentReport"]):
    def visible_to(self, user: User | AnonymousUser) -> CommentReportQuerySet:
        """Reports are the team's: they say who accuses whom."""
        return self.filter(comment__consultation__in=Consultation.objects.worked_on_by(user))

    def open(self) -> CommentReportQuerySet:
        """What nobody has decided on yet."""
        return self.filter(state=ReportState.OPEN)


class CommentReport(models.Model):
    """Somebody says that a published comment should not be there. The team decides, once for all open reports of it.

    `reporter_key` is the person's, or the session's of a visitor; each reports a comment once. `outcome` are the words
    that a dismissal is explained with; a report that is upheld has the comment's own reason.
    """

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="reports")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", help_text="Empty for visitors.")
    reporter_key = models.CharField(max_length=80)
    reason = models.ForeignKey(
        ModerationReasonTerm, models.PROTECT, to_field="slug", db_column="reason", related_name="reports"
    )
    words = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.OPEN)
    outcome = models.CharField(max_length=500, blank=True)
    reported_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = CommentReportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["comment"], name="open_report_by_comment", condition=Q(state=ReportState.OPEN)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["comment", "reporter_key"], name="one_report_a_person_and_comment"),
            models.CheckConstraint(name="report_state_is_known", condition=Q(state__in=ReportState.values)),
            models.CheckConstraint(
                name="a_report_is_open_or_decided",
                condition=Q(state=ReportState.OPEN, decided_at=None)
                | (~Q(state=ReportState.OPEN) & Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"Report of comment {self.comment_id}"
