from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from common.models import Job, StoredFile
from consultations.models import Consultation, Round
from digests.enums import Audience, Format, Phase


class DigestQuerySet(models.QuerySet["Digest"]):
    def visible_to(self, user: User | AnonymousUser) -> DigestQuerySet:
        """The digests of the consultations whose desk `user` may open."""
        return self.filter(consultation__in=Consultation.objects.worked_on_by(user))


class Digest(models.Model):
    """Documents made from a consultation's comments by a background job. `filters` are the comment table's fields
    with the values wanted: {"stakeholder_group": ["academia"], "region": ["002"]}; an empty `rounds` means all."""

    key = models.UUIDField(default=uuid4, unique=True)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="digests")
    rounds = models.ManyToManyField(Round, related_name="digests", blank=True)
    filters = models.JSONField(default=dict, blank=True)
    formats = ArrayField(models.CharField(max_length=10, choices=Format))
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PUBLIC)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    manifest = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(name="digest_has_a_format", condition=Q(formats__len__gte=1))]

    def __str__(self) -> str:
        return f"digest {self.key}"

    @property
    def phase(self) -> str:
        """What its job does now, in the reader's language; "" before it has begun."""
        phase = self.job.phase if self.job else ""
        return str(Phase(phase).label) if phase in Phase.values else ""


class DigestFile(models.Model):
    """One file of a finished digest. `rows` counts its records, without the head."""

    digest = models.ForeignKey(Digest, models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    rows = models.PositiveIntegerField(default=0)
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["digest", "name"], name="digest_file_once")]

    def __str__(self) -> str:
        return self.name
