"""Scenes for tests: a consultation as it looks while people comment on it, with everybody who may come by.

Rows below are made directly, what is said goes through the services.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from comments.enums import Kind, Position
from comments.models import Comment
from comments.services.comment import post_comment, post_reply
from consultations.enums import TeamRole
from consultations.models import Consultation, Draft, Provision, Round
from tests.factories import (
    AdministratorFactory,
    ConsultationFactory,
    RoundFactory,
    TeamMemberFactory,
    UserFactory,
    published_draft,
    submission,
)


@dataclass(frozen=True)
class Scene:
    """A published consultation, its published draft with articles, and its open round."""

    consultation: Consultation
    draft: Draft
    round: Round
    provisions: tuple[Provision, ...]


@dataclass(frozen=True)
class People:
    """One person a role of the access matrix; the visitor is nobody's row."""

    stakeholder: User
    moderator_elsewhere: User
    observer: User
    analyst: User
    moderator: User
    editor: User
    administrator: User


def open_consultation(*, provisions: int = 3, **fields: Any) -> Scene:
    """`fields` are the consultation's."""
    consultation = ConsultationFactory(**fields)
    draft = published_draft(consultation, provisions=provisions)
    round = RoundFactory(draft=draft, consultation=consultation)
    return Scene(consultation, draft, round, tuple(draft.provisions.order_by("order")))


def people_by_role(consultation: Consultation) -> People:
    return People(
        stakeholder=UserFactory(name="Amina Stakeholder"),
        moderator_elsewhere=TeamMemberFactory(role=TeamRole.MODERATOR).user,
        **{role.value: TeamMemberFactory(consultation=consultation, role=role).user for role in TeamRole},
        administrator=AdministratorFactory(name="Ada Administrator"),
    )


def comment(scene: Scene, *, by: User | None = None, provision: Provision | None = None, **said: Any) -> Comment:
    """A thread on the provision, or on the whole draft."""
    return post_comment(
        by=by or UserFactory(),
        round=scene.round,
        provision=provision,
        **{
            "kind": Kind.GENERAL,
            "position": Position.NONE,
            "body": "We *welcome* this draft.",
            "submission_id": submission(),
            **said,
        },
    )


def reply(parent: Comment, *, by: User | None = None, **said: Any) -> Comment:
    return post_reply(
        by=by or UserFactory(), parent=parent, **{"body": "So do we.", "submission_id": submission(), **said}
    )
