"""Whose kept answers are whose."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet

from accounts.models import User
from comments.models import UnsentAnswers
from consultations.models import Round

SESSION_KEY = "unsent_answers"


def unsent_answers_of(*, user: User | AnonymousUser, session: SessionBase, round: Round) -> QuerySet[UnsentAnswers]:
    """What this person, or this session while nobody is signed in, has sent for a round and not stored. Nobody else
    finds it."""
    kept = UnsentAnswers.objects.filter(round=round)
    if user.is_authenticated:
        return kept.filter(user=user)
    key = session.get(SESSION_KEY, {}).get(str(round.pk))
    return kept.filter(user=None, key=key) if key else kept.none()
