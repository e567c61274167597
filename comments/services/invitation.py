"""What happens to an invitation after its letter: accepted, refused, withdrawn, sent again, come back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import InvitationRefusal, UnreachableAddress, User
from accounts.services.invitation import refuse_address
from accounts.services.unreachable import note_unreachable_addresses
from comments.enums import InviteeMove, InviteeState
from comments.errors import InviteeNotOpen
from comments.models import Invitee
from comments.permissions import can_be_accepted, can_invite
from comments.services.invitation_sending import write_to
from common.enums import Verb
from common.errors import NotAllowed
from common.services.audit import record


@transaction.atomic
def accept(*, by: User, invitee: Invitee) -> Invitee:
    """From now on the invitation belongs to this account, whatever its address: the letter was the key. Accepting twice
    is accepting once. Raises InviteeNotOpen."""
    invitee = _locked(invitee)
    if invitee.state == InviteeState.ACCEPTED and invitee.accepted_by_id == by.pk:
        return invitee
    if not (by.is_active and can_be_accepted(invitee, at=timezone.now())):
        raise InviteeNotOpen
    invitee.accepted_by = by
    _end(invitee, InviteeState.ACCEPTED)
    record(by=by, verb=Verb.ACCEPTED, subject=invitee)
    return invitee


@transaction.atomic
def refuse(*, invitee: Invitee) -> None:
    """Whoever holds the link wants no more invitations at its address, from anybody, to anything; those that wait end,
    those of representatives too. Refusing twice is refusing once. Of one that was erased the digest is left."""
    if invitee.email:
        refuse_address(invitee.email)
    InvitationRefusal.objects.get_or_create(address_digest=invitee.address_digest)
    waiting = Invitee.objects.filter(address_digest=invitee.address_digest, state=InviteeState.WAITING)
    for it in waiting.select_for_update().order_by("pk"):
        _end(it, InviteeState.REFUSES)
        record(by=None, verb=Verb.DECLINED, subject=it)


@transaction.atomic
def withdraw(*, by: User, invitee: Invitee) -> Invitee:
    """Its link stops working, and whoever has accepted it is admitted by it no longer; what was said stays. The person
    is not written to. Raises NotAllowed, InviteeNotOpen."""
    invitee = _of_inviter(by, invitee, InviteeMove.WITHDRAW)
    _end(invitee, InviteeState.WITHDRAWN)
    record(by=by, verb=Verb.CANCELLED, subject=invitee)
    return invitee


@transaction.atomic
def note_unreachable(*, by: User, invitee: Invitee) -> Invitee:
    """The letter came back: later lists pass the address over and say so. Raises NotAllowed, InviteeNotOpen."""
    invitee = _of_inviter(by, invitee, InviteeMove.UNREACHABLE)
    note_unreachable_addresses([invitee.email], by=by)
    _end(invitee, InviteeState.UNREACHABLE)
    record(by=by, verb=Verb.FAILED, subject=invitee)
    return invitee


@transaction.atomic
def send_again(*, by: User, invitee: Invitee) -> Invitee:
    """A new letter with a new link; the old link stops working. Whose letters came back is reachable again, because
    whoever asks for this says so. Raises NotAllowed, and InviteeNotOpen for who accepted, wants no invitations
    or has been erased."""
    invitee = _of_inviter(by, invitee, InviteeMove.SEND_AGAIN)
    refused = InvitationRefusal.objects.filter(address_digest=invitee.address_digest).exists()
    same = Invitee.objects.filter(consultation=invitee.consultation_id, address_digest=invitee.address_digest)
    elsewhere = same.filter(state__in=(InviteeState.WAITING, InviteeState.ACCEPTED)).exclude(pk=invitee.pk)
    if refused or elsewhere.exists():
        raise InviteeNotOpen
    UnreachableAddress.objects.filter(address_digest=invitee.address_digest).delete()
    write_to([invitee], invitee.table, by=by)
    return invitee


def _of_inviter(by: User, invitee: Invitee, move: InviteeMove) -> Invitee:
    if not can_invite(by, invitee.consultation):
        raise NotAllowed(_("change invitations to this consultation"))
    invitee = _locked(invitee)
    if move not in invitee.moves:
        raise InviteeNotOpen
    return invitee


def _locked(invitee: Invitee) -> Invitee:
    return Invitee.objects.select_for_update(of=("self",)).select_related("table", "consultation").get(pk=invitee.pk)


def _end(invitee: Invitee, state: InviteeState) -> None:
    invitee.state, invitee.ended_at = state, timezone.now()
    invitee.save(update_fields=["state", "ended_at", "accepted_by"])
