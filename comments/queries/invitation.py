"""Invitations to a consultation as the desk and their readers see them."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet

from accounts.models import User
from comments.enums import InviteeState
from comments.models import InvitationList, Invitee
from common.keyset import KeysetPage, paginate
from common.tokens import digest_of
from consultations.models import Consultation

LINES_A_PAGE = 50
LISTS_A_PAGE = 20


@dataclass(frozen=True)
class StateCount:
    state: str
    label: str
    count: int


def lists_page(consultation: Consultation, user: User | AnonymousUser, *, cursor: str) -> KeysetPage[InvitationList]:
    """Newest first."""
    lists = InvitationList.objects.visible_to(user).filter(consultation=consultation)
    lists = lists.select_related("by", "source_file", "checking", "sending")
    return paginate(lists, order=("-created_at", "-id"), cursor=cursor, size=LISTS_A_PAGE)


def counts_by_state(invitation_list: InvitationList) -> list[StateCount]:
    """States that no line is in are left out."""
    counts = dict(invitation_list.invitees.order_by().values_list("state").annotate(Count("pk")))
    return [StateCount(it.value, str(it.label), counts[it.value]) for it in InviteeState if counts.get(it.value)]


def invitees_page(invitation_list: InvitationList, *, show: str, cursor: str) -> KeysetPage[Invitee]:
    """In the order of the table, found by an index whichever are shown."""
    return paginate(invitees_in(invitation_list, show=show), order=("line",), cursor=cursor, size=LINES_A_PAGE)


def invitees_in(invitation_list: InvitationList, *, show: str) -> QuerySet[Invitee]:
    """All, or those in one state. Unknown states show all."""
    invitees = Invitee.objects.filter(table=invitation_list).select_related("stakeholder_group", "accepted_by")
    return invitees.filter(state=show) if show in InviteeState.values else invitees


def invitee_of(token: str) -> Invitee | None:
    """Whose letter holds this link."""
    return Invitee.objects.select_related("consultation").filter(token_digest=digest_of(token)).first()
