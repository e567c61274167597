from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from common.enums import Verb


class AuditEntry(models.Model):
    """One change: who did what to which row, and when. Append-only by a database trigger.

    It holds ids and non-personal values only and has no foreign keys, so it outlives what it speaks of.
    """

    verb = models.CharField(max_length=20, choices=Verb)
    actor_id = models.BigIntegerField(null=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [models.Index(fields=["subject_type", "subject_id", "at"])]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id} {self.verb}"
