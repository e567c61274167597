from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.enums import OrganisationState
from accounts.folding import FOLDED
from accounts.limits import ORGANISATION_NAME, REGISTER_NUMBER, SHORT_NAME
from accounts.models.stakeholder_group import StakeholderGroup
from accounts.models.user import User


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: User | AnonymousUser) -> OrganisationQuerySet:
        """Everybody with an account finds what the secretariat keeps and what they asked for; administrators all."""
        if not user.is_authenticated:
            return self.none()
        if user.is_administrator:
            return self
        asked_for = Q(state=OrganisationState.ASKED, memberships__user=user)
        return self.filter(Q(state=OrganisationState.KNOWN) | asked_for).distinct()

    def known(self) -> OrganisationQuerySet:
        """Those that people may speak for."""
        return self.filter(state=OrganisationState.KNOWN)


class Organisation(models.Model):
    """A body that people speak for. It speaks as verified from `verified_at` on; `verification_note` says how.

    One that was merged points to the organisation that it is; its row stays for the record. `folded` is what its names
    are found and sorted by (`accounts.folding`), kept by the services.
    """

    name = models.CharField(max_length=ORGANISATION_NAME)
    short_name = models.CharField(max_length=SHORT_NAME, blank=True)
    folded = models.CharField(max_length=FOLDED, blank=True, default="", db_default="")
    stakeholder_group = models.ForeignKey(StakeholderGroup, models.PROTECT)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    register_number = models.CharField(max_length=REGISTER_NUMBER, blank=True, default="", db_default="")
    website = models.URLField(blank=True)
    state = models.CharField(
        max_length=10,
        choices=OrganisationState,
        default=OrganisationState.KNOWN,
        db_default=OrganisationState.KNOWN.value,
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    verification_note = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["folded", "id"], name="organisation_by_name")]
        constraints = [
            models.CheckConstraint(
                name="merged_organisations_point_to_another",
                condition=(
                    Q(state=OrganisationState.MERGED, merged_into__isnull=False) & ~Q(merged_into=models.F("id"))
                )
                | (~Q(state=OrganisationState.MERGED) & Q(merged_into=None)),
            ),
            models.CheckConstraint(
                name="only_known_organisations_are_verified",
                condition=Q(verified_at=None) | Q(state__in=[OrganisationState.KNOWN, OrganisationState.MERGED]),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None
