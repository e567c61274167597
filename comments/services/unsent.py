"""Keeping what somebody typed: through signing in, a refused form, a closed round."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from comments.models import Comment, UnsentAnswers, UnsentComment
from comments.queries.unsent import SESSION_KEY, keys_in, unsent_of
from common.text import storable
from consultations.models import Provision, Round

KEPT_FOR = timedelta(days=30)
"""How long a visitor's text waits untouched. What belongs to an account waits for its owner."""


@transaction.atomic
def keep(
    *,
    user: User | AnonymousUser,
    session: SessionBase,
    round: Round,
    submission_id: UUID,
    fields: Mapping[str, str],
    provision: Provision | None = None,
    parent: Comment | None = None,
) -> UnsentComment:
    """Keep the form as typed, however wrong. The same `submission_id` overwrites what its writer kept before.

    A visitor's text belongs to the session, which alone learns its key. Where somebody else keeps a text under this
    `submission_id` (the same person perhaps, before the session ran out), theirs is left alone and this one gets a
    `submission_id` of its own.
    """
    mine = unsent_of(user=user, session=session)
    kept, made = UnsentComment.objects.get_or_create(submission_id=submission_id, defaults={"round": round})
    if not made and not mine.filter(pk=kept.pk).exists():
        kept = UnsentComment.objects.create(submission_id=uuid4(), round=round)
    kept.round, kept.provision, kept.parent = round, provision, parent
    kept.user = user if user.is_authenticated else None
    kept.fields = {storable(name): storable(value) for name, value in fields.items()}
    kept.changed_at = timezone.now()
    kept.save()
    if kept.user is None:
        _remember(session, kept)
    return kept


def claim(*, user: User, session: SessionBase) -> int:
    """What the session kept becomes the person's who has signed in; how many texts that were."""
    claimed = UnsentComment.objects.filter(user=None, key__in=keys_in(session)).update(user=user)
    session.pop(SESSION_KEY, None)
    return claimed


def forget(*, user: User, session: SessionBase, submission_id: UUID) -> None:
    """The text was posted, or its writer throws it away. Nobody else's is touched."""
    unsent_of(user=user, session=session).filter(submission_id=submission_id).delete()


def purge_unsent(*, at: datetime) -> int:
    """Delete the texts and answers of visitors that nobody has touched for KEPT_FOR; how many they were."""
    old = {"user": None, "changed_at__lt": at - KEPT_FOR}
    return sum(model.objects.filter(**old).delete()[0] for model in (UnsentComment, UnsentAnswers))


def _remember(session: SessionBase, kept: UnsentComment) -> None:
    key = str(kept.key)
    if key not in keys_in(session):
        session[SESSION_KEY] = [*keys_in(session), key]
