from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.enums import MembershipState
from accounts.limits import ORGANISATION_NAME
from accounts.models.stakeholder_group import StakeholderGroup
from accounts.models.user import User


class Organisation(models.Model):
    """A body that people speak for. It speaks as verified from `verified_at` on; `verification_note` says how."""

    name = models.CharField(max_length=ORGANISATION_NAME)
    short_name = models.CharField(max_length=40, blank=True)
    stakeholder_group = models.ForeignKey(StakeholderGroup, models.PROTECT)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    website = models.URLField(blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verification_note = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's right to speak for an organisation. An ended one stays on record."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    state = models.CharField(max_length=10, choices=MembershipState, default=MembershipState.ASKED)
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], name="membership_once", condition=~Q(state=MembershipState.ENDED)
            ),
            models.CheckConstraint(
                name="membership_ended_at_follows_state",
                condition=Q(state=MembershipState.ENDED, ended_at__isnull=False)
                | (~Q(state=MembershipState.ENDED) & Q(ended_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} for {self.organisation}"
