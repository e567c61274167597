from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.enums import MembershipState, OrganisationState
from accounts.models.organisation import Organisation
from accounts.models.user import User


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user: User | AnonymousUser) -> MembershipQuerySet:
        """One's own; administrators see all."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_administrator else self.filter(user=user)

    def standing(self) -> MembershipQuerySet:
        """Those that have not ended."""
        return self.exclude(state=MembershipState.ENDED)

    def active(self) -> MembershipQuerySet:
        """Those that give the right to speak, now."""
        return self.filter(state=MembershipState.ACTIVE, organisation__state=OrganisationState.KNOWN)

    def requests(self) -> MembershipQuerySet:
        """Those that wait for the secretariat."""
        return self.filter(state=MembershipState.ASKED)


class Membership(models.Model):
    """A person's right to speak for an organisation, as its representative. An ended one stays on record.

    It is asked for and accepted by the secretariat, or offered by a colleague's invitation. `started_at` is when the
    right began, `request_note` what the person told the secretariat with the request.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    state = models.CharField(max_length=10, choices=MembershipState, default=MembershipState.ASKED)
    request_note = models.TextField(blank=True, default="", db_default="")
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["created_at", "id"], name="membership_requests", condition=Q(state=MembershipState.ASKED)
            )
        ]
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
