"""Keeping answers that could not be stored yet: through signing in, a refused form, a closed round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from comments.models import UnsentAnswers
from comments.queries.unsent_answers import SESSION_KEY, unsent_answers_of
from common.text import storable
from consultations.models import Round

Fields = Mapping[str, Sequence[str]]


@transaction.atomic
def keep_answers(*, user: User | AnonymousUser, session: SessionBase, round: Round, fields: Fields) -> UnsentAnswers:
    """Keep a form as typed, however wrong, in place of what its writer kept for this round before."""
    kept = unsent_answers_of(user=user, session=session, round=round).select_for_update().first()
    kept = kept or UnsentAnswers(round=round, user=user if user.is_authenticated else None)
    kept.fields = {storable(name): [storable(value) for value in values] for name, values in fields.items()}
    kept.changed_at = timezone.now()
    kept.save()
    if kept.user is None:
        session[SESSION_KEY] = {**session.get(SESSION_KEY, {}), str(round.pk): str(kept.key)}
    return kept


@transaction.atomic
def claim_answers(*, user: User, session: SessionBase, round: Round) -> None:
    """What the session kept for this round becomes the person's who has signed in, in place of older ones."""
    keys = dict(session.get(SESSION_KEY, {}))
    key = keys.pop(str(round.pk), None)
    if key is None:
        return
    session[SESSION_KEY] = keys
    found = UnsentAnswers.objects.select_for_update().filter(user=None, round=round, key=key).first()
    if found is not None:
        UnsentAnswers.objects.filter(user=user, round=round).delete()
        found.user = user
        found.save(update_fields=["user"])


def forget_answers(*, user: User, session: SessionBase, round: Round) -> None:
    """The answers are stored, or their writer throws away what was kept. Nobody else's is touched."""
    unsent_answers_of(user=user, session=session, round=round).delete()
