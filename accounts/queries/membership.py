"""Who speaks for which organisation."""

from __future__ import annotations

from functools import cache

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.enums import InvitationState, MembershipState
from accounts.models import Invitation, Membership, Organisation, User
from common.keyset import KeysetPage, paginate
from common.prepared import Given, Prepared

PAGE = 30
RETURNED = 10


def organisations_of(user: User | AnonymousUser) -> list[Organisation]:
    """Those that the person may speak for now, by name."""
    if not user.is_authenticated:
        return []
    return [it.organisation for it in _active().rows(user=user.pk)]


@cache
def _active() -> Prepared[Membership]:
    active = Membership.objects.active().filter(user=Given("user")).select_related("organisation__stakeholder_group")
    return Prepared(active.order_by("organisation__folded", "pk"))


def memberships_of(user: User | AnonymousUser) -> QuerySet[Membership]:
    """One's own that have not ended, with their organisations."""
    own = Membership.objects.standing().filter(user=user) if user.is_authenticated else Membership.objects.none()
    return own.select_related("organisation__stakeholder_group").order_by("organisation__folded", "pk")


def representatives_of(organisation: Organisation) -> QuerySet[Membership]:
    """Everybody who speaks or spoke for it, those of today first."""
    rows = Membership.objects.filter(organisation=organisation).exclude(state=MembershipState.ASKED)
    return rows.select_related("user", "invited_by").order_by("state", "started_at", "pk")


def waiting_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    waiting = Invitation.objects.filter(organisation=organisation, state=InvitationState.WAITING)
    return waiting.select_related("invited_by").order_by("created_at", "pk")


def returned_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Whose letters came back, the last ones first."""
    returned = Invitation.objects.filter(organisation=organisation, state=InvitationState.UNREACHABLE)
    return returned.order_by("-ended_at", "-pk")[:RETURNED]


def requests_page(user: User | AnonymousUser, cursor: str) -> KeysetPage[Membership]:
    """Requests that wait for the secretariat, oldest first."""
    rows = Membership.objects.visible_to(user).requests().select_related("user", "organisation__stakeholder_group")
    return paginate(rows, order=("created_at", "id"), cursor=cursor, size=PAGE)
