"""Letters that came back: the invitations to their addresses end, and no further ones go there."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services.unreachable import note_unreachable_addresses
from comments.enums import InviteeState
from comments.models import Invitee
from common.enums import Verb
from common.services.audit import record_each
from common.tokens import digest_of_address


@transaction.atomic
def note_bounces(addresses: Collection[str], *, by: User | None = None) -> int:
    """Note all of them or none; how many invitations ended with that, to consultations and of representatives. What was
    accepted stays: whoever accepted has read the letter. Noting them again changes nothing."""
    ended = note_unreachable_addresses(addresses, by=by)
    digests = {digest_of_address(address) for address in addresses}
    waiting = Invitee.objects.filter(address_digest__in=digests, state=InviteeState.WAITING)
    invitees = list(waiting.select_for_update().order_by("pk"))
    for it in invitees:
        it.state, it.ended_at = InviteeState.UNREACHABLE, timezone.now()
    Invitee.objects.bulk_update(invitees, ["state", "ended_at"], batch_size=500)
    record_each(by=by, verb=Verb.FAILED, subjects=invitees)
    return ended + len(invitees)
