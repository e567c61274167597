"""Who is who at the desk of a consultation."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from consultations.enums import TeamRole
from consultations.models import Consultation, TeamMember


def team_role(user: User | AnonymousUser, consultation: Consultation) -> TeamRole | None:
    """The role that `user` was given; None for everybody else, administrators too."""
    if not user.is_authenticated:
        return None
    member = TeamMember.objects.filter(consultation=consultation, user=user).first()
    return TeamRole(member.role) if member else None


def is_editor(user: User | AnonymousUser, consultation: Consultation) -> bool:
    """Editors of the consultation, and administrators."""
    return user.is_authenticated and (user.is_administrator or team_role(user, consultation) is TeamRole.EDITOR)


def is_team(user: User | AnonymousUser, consultation: Consultation) -> bool:
    """Editors and moderators of the consultation, and administrators."""
    return user.is_authenticated and (user.is_administrator or team_role(user, consultation) is not None)
