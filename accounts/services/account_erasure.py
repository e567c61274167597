"""What is kept about a person as an account: given to them on request, and taken away when they close it."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from accounts.models import Invitation, Membership, User
from accounts.services.membership import end_membership
from common.enums import Verb
from common.services.audit import record


def account_about(person: User) -> dict[str, Any]:
    """Who they said they are, how they sign in, and for whom they speak; values that JSON holds. No secret is in it."""
    memberships = Membership.objects.filter(user=person).select_related("organisation").order_by("pk")
    return {
        "email": person.email,
        "addresses": sorted(addresses_of(person)),
        "name": person.name,
        "stakeholder_group": person.stakeholder_group.slug if person.stakeholder_group else "",
        "country": person.country,
        "organisation": person.organisation_name,
        "language": person.language,
        "time_zone": person.time_zone,
        "wants_round_letters": person.wants_round_letters,
        "joined_at": person.joined_at.isoformat(),
        "second_factors": list(Authenticator.objects.filter(user=person).order_by("pk").values_list("type", flat=True)),
        "sessions": [_session(it) for it in UserSession.objects.filter(user=person).order_by("pk")],
        "speaks_for": [_membership(it) for it in memberships],
        "invitations": [
            {"organisation": it.organisation.name, "email": it.email, "state": it.state}
            for it in _invitations_of(person).select_related("organisation").order_by("pk")
        ],
    }


def addresses_of(person: User) -> set[str]:
    """Theirs, in small letters. One that somebody typed and never confirmed may be another's."""
    known = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return {email.lower() for email in (person.email, *known)}


@transaction.atomic
def erase_account(*, by: User, person: User) -> None:
    """Delete it, with everything by which one signs in, the right to speak for organisations and the letters that
    invited to it. Sessions end everywhere. Whatever else is theirs is taken away before.

    The digest of an address that refused invitations stays, so that the refusal is obeyed.
    """
    for membership in Membership.objects.standing().filter(user=person).select_related("organisation").order_by("pk"):
        end_membership(by=by, membership=membership)
    Membership.objects.filter(user=person).delete()
    _invitations_of(person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    record(by=by, verb=Verb.DELETED, subject=person, reason="erased")
    person.delete()


def _invitations_of(person: User) -> QuerySet[Invitation]:
    """Which they accepted, or which went to an address of theirs."""
    invitations = Invitation.objects.alias(address=Lower("email"))
    return invitations.filter(Q(accepted_by=person) | Q(address__in=addresses_of(person)))


def _session(session: UserSession) -> dict[str, str]:
    return {
        "began_at": session.created_at.isoformat(),
        "seen_at": session.last_seen_at.isoformat(),
        "network": str(session.ip),
        "browser": session.user_agent,
    }


def _membership(membership: Membership) -> dict[str, str]:
    return {
        "organisation": membership.organisation.name,
        "state": membership.state,
        "note": membership.request_note,
        "asked_at": membership.created_at.isoformat(),
        "ended_at": membership.ended_at.isoformat() if membership.ended_at else "",
    }
