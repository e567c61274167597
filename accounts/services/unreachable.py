"""Addresses from which letters came back: no invitation goes to them, whoever invites."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.enums import InvitationState
from accounts.models import Invitation, UnreachableAddress, User
from common.enums import Verb
from common.services.audit import record_each
from common.tokens import digest_of_address


@transaction.atomic
def note_unreachable_addresses(addresses: Iterable[str], *, by: User | None) -> int:
    """Note them, and end the invitations of representatives to them that wait; how many those were. Noting one again
    changes nothing. `by` is None for a file of the mail server."""
    known = {address.strip().lower() for address in addresses}
    notes = [UnreachableAddress(address_digest=digest_of_address(it), noted_by=by) for it in sorted(known)]
    UnreachableAddress.objects.bulk_create(notes, ignore_conflicts=True, batch_size=1000)
    waiting = Invitation.objects.alias(address=Lower("email")).filter(address__in=known, state=InvitationState.WAITING)
    ended = list(waiting.select_for_update().order_by("pk"))
    for it in ended:
        it.state, it.ended_at = InvitationState.UNREACHABLE, timezone.now()
    Invitation.objects.bulk_update(ended, ["state", "ended_at"], batch_size=500)
    record_each(by=by, verb=Verb.FAILED, subjects=ended)
    return len(ended)


@transaction.atomic
def forget_unreachable_addresses(addresses: Iterable[str]) -> int:
    """They may be written to again; how many were noted. What has ended stays so: invite anew."""
    digests = {digest_of_address(address) for address in addresses}
    count, _by_model = UnreachableAddress.objects.filter(address_digest__in=digests).delete()
    return count
