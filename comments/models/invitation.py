from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.limits import ORGANISATION_NAME, PERSON_NAME
from accounts.models import StakeholderGroup, User
from comments.enums import InviteeMove, InviteeState
from common.models import Job, StoredFile
from consultations.models import Consultation

MOVES = {
    InviteeState.WAITING: (InviteeMove.SEND_AGAIN, InviteeMove.WITHDRAW, InviteeMove.UNREACHABLE),
    InviteeState.ACCEPTED: (InviteeMove.WITHDRAW,),
    InviteeState.WITHDRAWN: (InviteeMove.SEND_AGAIN,),
    InviteeState.UNREACHABLE: (InviteeMove.SEND_AGAIN,),
}


class InvitationListQuerySet(models.QuerySet["InvitationList"]):
    def visible_to(self, user: User | AnonymousUser) -> InvitationListQuerySet:
        """For those who read everything: lists hold addresses."""
        return self.filter(consultation__in=Consultation.objects.worked_on_by(user))


class InvitationList(models.Model):
    """A table of people to invite to a consultation. `checking` reads it, `sending`, once somebody has ordered that,
    writes the letters. A link is good for `days` from its letter."""

    key = models.UUIDField(default=uuid4, unique=True)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="invitation_lists")
    source_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    sent_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    checking = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    sending = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = InvitationListQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.source_file)


class InviteeQuerySet(models.QuerySet["Invitee"]):
    def visible_to(self, user: User | AnonymousUser) -> InviteeQuerySet:
        return self.filter(consultation__in=Consultation.objects.worked_on_by(user))

    def accepted(self) -> InviteeQuerySet:
        """Those that admit whoever accepted them, now."""
        return self.filter(state=InviteeState.ACCEPTED)


class Invitee(models.Model):
    """One line of such a table and what became of it; `line` is its number in the file, the head being 1.

    Once the letter is written, its link holds a token of which only the digest is stored. It works once, until
    `expires_at`, for whoever holds it.
    """

    table = models.ForeignKey(InvitationList, models.PROTECT, related_name="invitees")
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="+")
    line = models.PositiveIntegerField()
    name = models.CharField(max_length=PERSON_NAME, blank=True)
    email = models.CharField(max_length=254, blank=True)
    address_digest = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47")
    stakeholder_group = models.ForeignKey(StakeholderGroup, models.PROTECT, null=True, related_name="+")
    organisation_name = models.CharField(max_length=ORGANISATION_NAME, blank=True)
    state = models.CharField(max_length=12, choices=InviteeState, default=InviteeState.READY)
    messages = models.JSONField(default=list)
    token_digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  # many have none yet
    sent_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = InviteeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["table", "state", "line"]),
            models.Index(fields=["address_digest"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["table", "line"], name="one_invitee_a_line"),
            models.UniqueConstraint(
                fields=["consultation", "address_digest"],
                name="invited_once_to_a_consultation",
                condition=Q(state__in=(InviteeState.WAITING, InviteeState.ACCEPTED)),
            ),
            models.CheckConstraint(
                name="invitees_with_a_letter_have_a_link",
                condition=~Q(state__in=(InviteeState.WAITING, InviteeState.ACCEPTED))
                | Q(token_digest__isnull=False, sent_at__isnull=False, expires_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.line}: {self.state}"

    @property
    def moves(self) -> tuple[InviteeMove, ...]:
        """What an editor may do with it; nothing with one that was erased."""
        return MOVES.get(InviteeState(self.state), ()) if self.email else ()

    def is_open(self, at: datetime) -> bool:
        return self.state == InviteeState.WAITING and self.expires_at is not None and at < self.expires_at
