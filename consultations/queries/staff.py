"""Who works at the desks of this installation."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.enums import SiteRole
from accounts.models import User
from accounts.second_factor import FACTORS, NAMES
from consultations.models import TeamMember


@dataclass(frozen=True)
class Colleague:
    """`factors` are the kinds of second factor in words, without recovery codes."""

    user: User
    roles: tuple[TeamMember, ...]
    factors: tuple[str, ...]


def staff() -> QuerySet[User]:
    """Administrators and members of any team, with what `colleague` reads."""
    in_a_team = Exists(TeamMember.objects.filter(user=OuterRef("pk")))
    people = User.objects.filter(Q(site_role=SiteRole.ADMINISTRATOR) | in_a_team)
    factors = Prefetch("authenticator_set", Authenticator.objects.order_by("pk"), to_attr="factors")
    return people.prefetch_related("team_memberships__consultation", factors)


def colleague(user: User) -> Colleague:
    kinds = {it.type for it in user.factors}  # type: ignore[attr-defined]  # of `staff`
    return Colleague(user, tuple(user.team_memberships.all()), tuple(str(NAMES[it]) for it in FACTORS if it in kinds))
