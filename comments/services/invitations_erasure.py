"""What is kept about a person as invitations: given to them on request, and taken away with their account."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from comments.enums import InviteeState
from comments.models import Invitee
from common.enums import Verb
from common.services.audit import record_each
from common.tokens import digest_of_address


def invitations_about(person: User) -> list[dict[str, Any]]:
    """Those that the person accepted, and those to an address that the person has confirmed; values that JSON holds."""
    found = _about(person).select_related("consultation", "stakeholder_group").order_by("pk")
    return [
        {
            "consultation": it.consultation.slug,
            "name": it.name,
            "email": it.email,
            "language": it.language,
            "stakeholder_group": it.stakeholder_group.slug if it.stakeholder_group else "",
            "organisation": it.organisation_name,
            "state": it.state,
            "sent_at": it.sent_at.isoformat() if it.sent_at else "",
        }
        for it in found
    ]


@transaction.atomic
def erase_invitations(*, by: User | None, person: User) -> int:
    """Take the person out of the tables; how many lines that concerned.

    The line stays with what became of it, and the digest of its address, by which a refusal is obeyed. A link that
    waits ends.
    """
    found = list(_about(person).select_for_update(of=("self",)))
    for it in found:
        it.name = it.email = it.organisation_name = ""
        it.accepted_by = None
        if it.state in {InviteeState.READY, InviteeState.WAITING}:
            it.state = InviteeState.WITHDRAWN
    fields = ["name", "email", "organisation_name", "accepted_by", "state"]
    Invitee.objects.bulk_update(found, fields, batch_size=500)
    record_each(by=by, verb=Verb.DELETED, subjects=found, reason="erased")
    return len(found)


def _about(person: User) -> QuerySet[Invitee]:
    confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    digests = [digest_of_address(email) for email in confirmed]
    return Invitee.objects.filter(Q(accepted_by=person) | Q(address_digest__in=digests))
