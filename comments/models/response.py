from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models import User
from comments.models.comment import Comment
from comments.models.disposition import DispositionTerm
from consultations.models import Consultation


class Response(models.Model):
    """The secretariat's answer to one or many comments. `body` is CommonMark, `body_html` its cleaned HTML."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="responses")
    disposition = models.ForeignKey(
        DispositionTerm, models.PROTECT, to_field="slug", db_column="disposition", related_name="responses"
    )
    body = models.TextField()
    body_html = models.TextField()
    body_text = models.TextField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    comments = models.ManyToManyField(Comment, through="ResponseTarget", related_name="responses")

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"response {self.pk}"


class ResponseTarget(models.Model):
    """One comment that a response answers."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="targets")
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="response_targets")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "comment"], name="answered_once_by_a_response")]

    def __str__(self) -> str:
        return f"response {self.response_id} to comment {self.comment_id}"
