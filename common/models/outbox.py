from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.enums import MailState


class OutboxMail(models.Model):
    """A letter that waits to be sent or has been sent. A dead mail server delays it and loses nothing."""

    to = models.JSONField(default=list)
    subject = models.TextField()
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    from_email = models.CharField(max_length=320)
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_attempt_at"], name="mail_waiting", condition=Q(state=MailState.WAITING)),
        ]

    def __str__(self) -> str:
        return self.subject
