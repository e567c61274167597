"""Who may do what with consultations: pure functions of who, what and when.

`team_roles` asks the database once a person and remembers the answer on the person's object, which lives as long as one
request.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.voices import voices_of
from common.prepared import Given, Prepared
from consultations.audience import meant_by
from consultations.enums import Audience, ConsultationState, RoundState, TeamRole
from consultations.models import Consultation, Draft, Round, TeamMember


def team_roles(user: User | AnonymousUser) -> Mapping[int, TeamRole]:
    """Roles in the teams of consultations, by their primary key. A closed account has none."""
    if not user.is_authenticated or not user.is_active:
        return {}
    if "_team_roles" not in user.__dict__:
        user.__dict__["_team_roles"] = {key: TeamRole(role) for key, role in _prepared_roles().rows(user=user.pk)}
    remembered: dict[int, TeamRole] = user.__dict__["_team_roles"]
    return remembered


@cache
def _prepared_roles() -> Prepared[tuple[int, str]]:
    return Prepared(TeamMember.objects.filter(user=Given("user")).values_list("consultation", "role"))


def team_role(user: User | AnonymousUser, consultation: Consultation) -> TeamRole | None:
    """The role in the consultation's team. Administrators work everywhere and need none."""
    return team_roles(user).get(consultation.pk)


def is_administrator(user: User | AnonymousUser) -> bool:
    return user.is_authenticated and user.is_administrator


def has_role(user: User | AnonymousUser, consultation: Consultation, least: TeamRole) -> bool:
    """That role, or one that may more. Administrators may all."""
    return is_administrator(user) or team_role(user, consultation) in least.and_above


def is_editor(user: User | AnonymousUser, consultation: Consultation) -> bool:
    return has_role(user, consultation, TeamRole.EDITOR)


def is_moderator(user: User | AnonymousUser, consultation: Consultation) -> bool:
    """Moderators and editors: who works on comments."""
    return has_role(user, consultation, TeamRole.MODERATOR)


def can_read_everything(user: User | AnonymousUser, consultation: Consultation) -> bool:
    """Analysts and all above: what waits, what was hidden, names that readers do not see, exports."""
    return has_role(user, consultation, TeamRole.ANALYST)


def can_open_desk(user: User | AnonymousUser, consultation: Consultation) -> bool:
    """The whole team; observers see drafts, rounds and times there, and nobody's name that readers do not see."""
    return has_role(user, consultation, TeamRole.OBSERVER)


def works_at_some_desk(user: User | AnonymousUser) -> bool:
    """Administrators and members of any team: staff, who need a second factor."""
    return user.is_authenticated and user.is_active and (user.is_administrator or bool(team_roles(user)))


def can_make_consultation(user: User | AnonymousUser) -> bool:
    return is_administrator(user)


def can_edit_consultation(user: User | AnonymousUser, consultation: Consultation) -> bool:
    """Editors, until it is archived."""
    return consultation.state != ConsultationState.ARCHIVED and is_editor(user, consultation)


def can_change_state(user: User | AnonymousUser, consultation: Consultation) -> bool:
    """Publishing, taking back and archiving: editors."""
    return is_editor(user, consultation)


def can_mark_as_template(user: User | AnonymousUser) -> bool:
    """Marking, and taking the mark away: who may make consultations."""
    return is_administrator(user)


def can_change_team(user: User | AnonymousUser) -> bool:
    """Administrators: who works at a desk reads what is not public."""
    return is_administrator(user)


def can_make_draft(user: User | AnonymousUser, consultation: Consultation) -> bool:
    return can_edit_consultation(user, consultation)


def can_change_draft(user: User | AnonymousUser, draft: Draft) -> bool:
    """Another file, or publishing: as long as the draft is not published."""
    return not draft.is_published and can_edit_consultation(user, draft.consultation)


def can_make_round(user: User | AnonymousUser, consultation: Consultation) -> bool:
    return can_edit_consultation(user, consultation)


def can_change_round(user: User | AnonymousUser, round: Round, *, at: datetime) -> bool:
    """Its rules, and before it opens its times: editors, until it is closed and takes nothing late; in a template, of
    which no round ever opens, at any time."""
    is_over = round.is_announced(at) and round.state(at) is RoundState.CLOSED
    return not is_over and can_edit_consultation(user, round.consultation)


def can_move_end(user: User | AnonymousUser, round: Round, *, at: datetime) -> bool:
    """Extending a round and closing it early: editors, while it takes comments, late ones too; never in a template."""
    takes_comments = round.is_announced(at) and round.state(at).takes_comments
    return takes_comments and can_edit_consultation(user, round.consultation)


def can_promise_results(user: User | AnonymousUser, round: Round, *, at: datetime) -> bool:
    """Setting or moving the promise apart from the other times: editors, once the round has opened and until results
    are there."""
    is_open_question = round.is_announced(at) and round.results_at is None
    return is_open_question and can_edit_consultation(user, round.consultation)


def can_publish_results(user: User | AnonymousUser, round: Round, *, at: datetime) -> bool:
    """Editors, once, when the round takes nothing more, of a consultation that people can read."""
    is_over = round.state(at) is RoundState.CLOSED and round.results_at is None
    is_read = round.consultation.state == ConsultationState.PUBLISHED
    return is_over and is_read and is_editor(user, round.consultation)


def is_in_audience(user: User | AnonymousUser, round: Round) -> bool:
    """Whether the round's audience holds the person, or an organisation that the person speaks for. Of a round for
    everyone nothing is asked of the database."""
    if round.audience == Audience.EVERYONE or not user.is_authenticated:
        return user.is_authenticated
    return any(map(meant_by(round).holds, voices_of(user)))
