from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.enums import InvitationState
from accounts.models.organisation import Organisation
from accounts.models.user import User


class Invitation(models.Model):
    """A representative's letter that asks a colleague to speak for the organisation too.

    Its link holds a token of which only the digest is stored. It works once, until `expires_at`, and only for the
    person whose confirmed address is `email`.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    email = models.EmailField(max_length=254)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=InvitationState, default=InvitationState.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["invited_by", "created_at"], name="invitations_by_person")]
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                name="invited_once_at_a_time",
                condition=Q(state=InvitationState.WAITING),
            ),
            models.CheckConstraint(
                name="invitation_ended_at_follows_state",
                condition=Q(state=InvitationState.WAITING, ended_at=None)
                | (~Q(state=InvitationState.WAITING) & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation to {self.organisation}"

    def is_open(self, at: datetime) -> bool:
        return self.state == InvitationState.WAITING and at < self.expires_at


class InvitationRefusal(models.Model):
    """An address that wants no more invitations, as the digest of its small letters: nobody can read it here."""

    address_digest = models.CharField(max_length=64, unique=True)
    refused_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.address_digest[:8]


class UnreachableAddress(models.Model):
    """An address from which letters came back, as the digest of its small letters."""

    address_digest = models.CharField(max_length=64, unique=True)
    noted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.address_digest[:8]
