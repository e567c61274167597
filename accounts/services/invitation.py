"""Representatives invite colleagues by e-mail.

A link's token is drawn at random and stored as its digest, so that the database does not let anybody in. Looking at a
link changes nothing: programs that check mail follow links.
"""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import InvitationState, MembershipState, OrganisationState
from accounts.errors import (
    ColleagueAlready,
    InvitationNotOpen,
    InvitedAlready,
    InvitedAnother,
    InvitesOneself,
    LettersComeBack,
    TooManyInvitations,
    WantsNoInvitations,
)
from accounts.limits import INVITATIONS_A_DAY
from accounts.models import Invitation, InvitationRefusal, Membership, Organisation, UnreachableAddress, User
from accounts.permissions import can_speak_for, can_withdraw_invitation
from accounts.services.organisation import locked_organisation
from accounts.services.organisation_letter import send_invitation
from common.enums import Verb
from common.errors import NotAllowed
from common.services.audit import record
from common.tokens import digest_of, digest_of_address, new_token

GOOD_FOR = timedelta(days=14)
DAY = timedelta(days=1)


@transaction.atomic
def invite(*, by: User, membership: Membership, email: str) -> Invitation:
    """Invite the person behind an address to speak for the organisation that one speaks for.

    Raises NotAllowed; InvitesOneself, ColleagueAlready, InvitedAlready, WantsNoInvitations, LettersComeBack,
    TooManyInvitations, in which cases no letter is sent.
    """
    organisation = locked_organisation(membership.organisation)
    membership = Membership.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=membership.pk)
    if membership.organisation_id != organisation.pk or not can_speak_for(by, membership):
        raise NotAllowed(_("invite people to speak for this organisation"))
    now, email = timezone.now(), email.strip()
    _check_address(by, organisation, email)
    waiting = organisation.invitations.filter(state=InvitationState.WAITING, email__iexact=email).first()
    if waiting and waiting.is_open(now):
        raise InvitedAlready(waiting.expires_at)
    if waiting:
        _close(waiting, InvitationState.WITHDRAWN)
    if Invitation.objects.filter(invited_by=by, created_at__gt=now - DAY).count() >= INVITATIONS_A_DAY:
        raise TooManyInvitations(INVITATIONS_A_DAY)
    token = new_token()
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        token_digest=digest_of(token),
        invited_by=by,
        created_at=now,
        expires_at=now + GOOD_FOR,
    )
    record(by=by, verb=Verb.INVITED, subject=invitation)
    send_invitation(invitation, by=by, token=token)
    return invitation


@transaction.atomic
def accept_invitation(*, by: User, invitation: Invitation) -> Membership:
    """From now on one may speak for the organisation. Accepting twice is accepting once.

    Raises InvitationNotOpen, and InvitedAnother for whom has not confirmed the address that was invited.
    """
    organisation = locked_organisation(invitation.organisation)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not has_confirmed(by, invitation.email):
        raise InvitedAnother(by.email)
    standing = Membership.objects.select_for_update().standing().filter(organisation=organisation, user=by).first()
    if invitation.state == InvitationState.ACCEPTED and standing and invitation.accepted_by_id == by.pk:
        return standing
    is_known = organisation.state == OrganisationState.KNOWN and invitation.organisation_id == organisation.pk
    if not (is_known and by.is_active and invitation.is_open(timezone.now())):
        raise InvitationNotOpen
    membership = standing or Membership(organisation=organisation, user=by, invited_by_id=invitation.invited_by_id)
    if membership.state != MembershipState.ACTIVE:
        membership.state, membership.started_at = MembershipState.ACTIVE, timezone.now()
        membership.save()
        record(by=by, verb=Verb.JOINED, subject=membership)
    _close(invitation, InvitationState.ACCEPTED, by=by)
    record(by=by, verb=Verb.ACCEPTED, subject=invitation)
    return membership


@transaction.atomic
def withdraw_invitation(*, by: User, invitation: Invitation) -> Invitation:
    """The link stops working; the person is not written to. Its sender may, and administrators. Raises NotAllowed,
    InvitationNotOpen."""
    if not can_withdraw_invitation(by, invitation):
        raise NotAllowed(_("withdraw somebody else's invitation"))
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.state != InvitationState.WAITING:
        raise InvitationNotOpen
    _close(invitation, InvitationState.WITHDRAWN)
    record(by=by, verb=Verb.CANCELLED, subject=invitation)
    return invitation


@transaction.atomic
def refuse_invitations(*, invitation: Invitation) -> None:
    """Whoever holds the link wants no more invitations at its address, from anybody; those of representatives that
    wait are withdrawn."""
    refuse_address(invitation.email)


@transaction.atomic
def refuse_address(email: str) -> None:
    """As `refuse_invitations`. Refusing twice is refusing once."""
    InvitationRefusal.objects.get_or_create(address_digest=digest_of_address(email))
    waiting = Invitation.objects.filter(state=InvitationState.WAITING, email__iexact=email.strip())
    for invitation in waiting.select_for_update().order_by("pk"):
        _close(invitation, InvitationState.WITHDRAWN)
        record(by=None, verb=Verb.DECLINED, subject=invitation)


def has_confirmed(user: User, email: str) -> bool:
    confirmed: bool = EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()
    return confirmed


def _check_address(by: User, organisation: Organisation, email: str) -> None:
    if email.casefold() == by.email.casefold() or EmailAddress.objects.filter(user=by, email__iexact=email).exists():
        raise InvitesOneself
    active = Membership.objects.active().filter(organisation=organisation)
    if active.filter(user__emailaddress__email__iexact=email, user__emailaddress__verified=True).exists():
        raise ColleagueAlready
    if InvitationRefusal.objects.filter(address_digest=digest_of_address(email)).exists():
        raise WantsNoInvitations
    if UnreachableAddress.objects.filter(address_digest=digest_of_address(email)).exists():
        raise LettersComeBack


def _close(invitation: Invitation, state: InvitationState, *, by: User | None = None) -> None:
    invitation.state, invitation.ended_at, invitation.accepted_by = state, timezone.now(), by
    invitation.save(update_fields=["state", "ended_at", "accepted_by"])
