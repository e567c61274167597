"""Invitations of the demonstration in every state, made through the services. Everybody in them is invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from accounts.models import User
from comments.enums import InviteeState
from comments.models import InvitationList, Invitee
from comments.permissions import can_invite
from comments.services.invitation import accept, note_unreachable, refuse, withdraw
from comments.services.invitation_list import check_list, start_list
from comments.services.invitation_sending import send_invitations, send_list
from common.services.job import run_job
from consultations.models import Consultation
from portal.demo.script import CONTENT

USUAL_DAYS = 30


def invite_people(consultation: Consultation, people: Mapping[str, User]) -> None:
    """One table whose letters are sent; some accept, refuse, are withdrawn or cannot be reached. Nothing where a table
    is there already, or where nobody may invite."""
    consultation, editor = Consultation.objects.get(pk=consultation.pk), people["editor"]
    if not can_invite(editor, consultation) or InvitationList.objects.filter(consultation=consultation).exists():
        return
    with (CONTENT / "invited.csv").open("rb") as table:
        made = start_list(by=editor, consultation=consultation, upload=table, name="invited.csv", days=USUAL_DAYS)
    if made.checking:
        run_job(made.checking.pk, check_list)
    made = send_list(by=editor, invitation_list=InvitationList.objects.get(pk=made.pk))
    if made.sending:
        run_job(made.sending.pk, send_invitations)
    _answer(made, editor, people["stakeholder"])


def _answer(made: InvitationList, editor: User, stakeholder: User) -> None:
    moves: dict[str, Callable[[Invitee], object]] = {
        "hana.suzuki": lambda it: accept(by=stakeholder, invitee=it),
        "lea.fontaine": lambda it: refuse(invitee=it),
        "tomas.rivas": lambda it: withdraw(by=editor, invitee=it),
        "gone": lambda it: note_unreachable(by=editor, invitee=it),
    }
    for key, move in moves.items():
        invitee = made.invitees.select_related("consultation").filter(email=f"{key}@example.org").first()
        if invitee is not None and invitee.state == InviteeState.WAITING:
            move(invitee)
