from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.enums import Verb
from common.errors import NotAllowed, StateError
from common.services.audit import record
from consultations.enums import TeamRole
from consultations.models import Consultation, TeamMember
from consultations.permissions import can_change_team


class NoSuchAccount(StateError):
    """Nobody has an account with that e-mail address."""


class HasLeft(StateError):
    """The person is no longer in the team."""


@transaction.atomic
def add_member(*, by: User, consultation: Consultation, email: str, role: TeamRole) -> TeamMember:
    """Give the person with that e-mail address a role, or another role. Raises NotAllowed, NoSuchAccount."""
    consultation = team_locked(by, consultation)
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise NoSuchAccount(_("Nobody has an account with this e-mail address. Ask the person to sign up first."))
    former = TeamMember.objects.filter(consultation=consultation, user=user).values_list("role", flat=True).first()
    member, made = TeamMember.objects.update_or_create(consultation=consultation, user=user, defaults={"role": role})
    if made or former != role:
        record(
            by=by, verb=Verb.JOINED if made else Verb.CHANGED, subject=member, before=former, after=on_record(member)
        )
    return member


@transaction.atomic
def remove_member(*, by: User, member: TeamMember) -> None:
    """Take the role back. What the person did stays on record. Raises NotAllowed, HasLeft."""
    team_locked(by, member.consultation)
    found = TeamMember.objects.filter(pk=member.pk).first()
    if found is None:
        raise HasLeft(_("Somebody else has taken this person out of the team meanwhile."))
    record(by=by, verb=Verb.LEFT, subject=found, before=on_record(found))
    found.delete()


def team_locked(by: User, consultation: Consultation) -> Consultation:
    """One administrator at a time changes a team, so that each change is on record once and as it was. Raises
    NotAllowed."""
    if not can_change_team(by):
        raise NotAllowed(_("change the team"))
    return Consultation.objects.select_for_update().get(pk=consultation.pk)


def on_record(member: TeamMember) -> dict[str, object]:
    return {"consultation": member.consultation_id, "user": member.user_id, "role": str(member.role)}
