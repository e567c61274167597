"""Whose unsent comments are whose."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Q, QuerySet

from accounts.models import User
from comments.models import Comment, UnsentComment
from consultations.models import Provision, Round

SESSION_KEY = "unsent_comments"


def keys_in(session: SessionBase) -> list[str]:
    """The keys that this session was given while nobody was signed in."""
    keys: list[str] = session.get(SESSION_KEY, [])
    return keys


def unsent_of(*, user: User | AnonymousUser, session: SessionBase) -> QuerySet[UnsentComment]:
    """What this person, or this session, has typed and not posted; newest first. Nobody else finds it: a key alone
    opens nothing, and what has become somebody's is no longer the session's."""
    owned = Q(user=None, key__in=[UUID(key) for key in keys_in(session)])
    if user.is_authenticated:
        owned |= Q(user=user)
    return UnsentComment.objects.filter(owned).order_by("-changed_at", "-pk")


def begun_at(
    *,
    user: User | AnonymousUser,
    session: SessionBase,
    round: Round,
    provision: Provision | None,
    parent: Comment | None,
) -> UnsentComment | None:
    """What this person, or this session, has begun last at a place, or in answer to a comment, of a round. No query for
    a visitor of whom nothing is kept."""
    if not user.is_authenticated and not keys_in(session):
        return None
    here = {"round": round, "provision": provision, "parent": parent}
    return unsent_of(user=user, session=session).filter(**here).first()
