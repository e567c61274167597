from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.enums import Verb
from common.errors import NotAllowed, StateError
from common.services.audit import record
from consultations.enums import ConsultationState, TeamRole
from consultations.models import Consultation, TeamMember
from consultations.permissions import can_change_team


class NoSuchAccount(StateError):
    """Nobody has an account with that e-mail address."""


class HasLeft(StateError):
    """The person is no longer in the team."""


class LastEditor(StateError):
    """A consultation that is not archived keeps an editor whose account is open."""


@transaction.atomic
def add_member(*, by: User, consultation: Consultation, email: str, role: TeamRole) -> TeamMember:
    """Give the person with that e-mail address a role, or another role. Raises NotAllowed, NoSuchAccount,
    LastEditor."""
    consultation = team_locked(by, consultation)
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise NoSuchAccount(_("Nobody has an account with this e‑mail address. Ask the person to sign up first."))
    present = TeamMember.objects.filter(consultation=consultation, user=user).first()
    former = present.role if present else None
    if present and role != TeamRole.EDITOR:
        check_keeps_an_editor_without(present)
    member, made = TeamMember.objects.update_or_create(consultation=consultation, user=user, defaults={"role": role})
    if made or former != role:
        record(
            by=by, verb=Verb.JOINED if made else Verb.CHANGED, subject=member, before=former, after=on_record(member)
        )
    return member


def copy_member(member: TeamMember, *, to: Consultation, by: User | None) -> TeamMember:
    """The same role for the same person in a consultation that is being made, in the caller's transaction."""
    made = TeamMember.objects.create(consultation=to, user=member.user, role=member.role)
    record(by=by, verb=Verb.JOINED, subject=made, after=on_record(made))
    return made


@transaction.atomic
def remove_member(*, by: User, member: TeamMember) -> None:
    """Take the role back. What the person did stays on record. Raises NotAllowed, HasLeft, LastEditor."""
    team_locked(by, member.consultation)
    found = TeamMember.objects.filter(pk=member.pk).first()
    if found is None:
        raise HasLeft(_("Somebody else has taken this person out of the team meanwhile."))
    check_keeps_an_editor_without(found)
    record(by=by, verb=Verb.LEFT, subject=found, before=on_record(found))
    found.delete()


def team_locked(by: User, consultation: Consultation) -> Consultation:
    """One administrator at a time changes a team, so that each change is on record once and as it was. Raises
    NotAllowed."""
    if not can_change_team(by):
        raise NotAllowed(_("change the team"))
    return Consultation.objects.select_for_update().get(pk=consultation.pk)


def check_keeps_an_editor_without(member: TeamMember) -> None:
    """Raises LastEditor. The team is locked; an editor whose account is closed works on nothing and may go."""
    is_archived = member.consultation.state == ConsultationState.ARCHIVED
    if is_archived or member.role != TeamRole.EDITOR or not member.user.is_active:
        return
    editors = TeamMember.objects.filter(consultation=member.consultation_id, role=TeamRole.EDITOR, user__is_active=True)
    if not editors.exclude(pk=member.pk).exists():
        said = _("%(name)s is the only editor here. Make somebody else an editor first; nothing was changed.")
        raise LastEditor(said % {"name": member.user})


def on_record(member: TeamMember) -> dict[str, object]:
    return {"consultation": member.consultation_id, "user": member.user_id, "role": str(member.role)}
