"""Keeping what somebody typed: through signing in, a refused form, a closed round."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from comments.models import Comment, UnsentAnswers, UnsentComment, UnsentFile
from comments.queries.unsent import SESSION_KEY, keys_in, unsent_of
from comments.services.unsent_files import delete_unused
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
    seen: str | None = None,
) -> UnsentComment:
    """Keep the form as typed, however wrong. The same `submission_id` overwrites what its writer kept before, unless
    `seen`, the version that the page knew ("" for none), says that the page did not know it; what is kept already is
    not written again.

    A visitor's text belongs to the session, which alone learns its key. Where somebody else keeps a text under this
    `submission_id` (the same person perhaps, before the session ran out), or the same person has kept another one from
    another page meanwhile, that is left alone and this one gets a `submission_id` of its own.
    """
    fields = {storable(name): storable(value) for name, value in fields.items()}
    what = {
        "round_id": round.pk,
        "provision_id": provision.pk if provision else None,
        "parent_id": parent.pk if parent else None,
        "user_id": user.pk if user.is_authenticated else None,
        "fields": fields,
    }
    mine = unsent_of(user=user, session=session)
    found = UnsentComment.objects.select_for_update(of=("self",))
    kept, made = found.get_or_create(submission_id=submission_id, defaults=what)
    if not made and not (mine.filter(pk=kept.pk).exists() and _is_known(kept, fields, seen)):
        kept, made = UnsentComment.objects.create(submission_id=uuid4(), **what), True
    if not made and any(getattr(kept, name) != value for name, value in what.items()):
        for name, value in what.items():
            setattr(kept, name, value)
        kept.changed_at = timezone.now()
        kept.save()
    if kept.user_id is None:
        _remember(session, kept)
    return kept


def _is_known(kept: UnsentComment, fields: Mapping[str, str], seen: str | None) -> bool:
    return seen is None or kept.version == seen or kept.fields == fields


def claim(*, user: User, session: SessionBase) -> int:
    """What the session kept becomes the person's who has signed in; how many texts that were."""
    if not keys_in(session):
        return 0
    claimed = UnsentComment.objects.filter(user=None, key__in=keys_in(session)).update(user=user)
    session.pop(SESSION_KEY, None)
    return claimed


def forget(
    *, user: User | AnonymousUser, session: SessionBase, submission_id: UUID, seen: str | None = None, body: str = ""
) -> None:
    """The text was posted, or its writer throws it away. Nobody else's is touched.

    What another page has kept since the version that this one had `seen` is another text than `body`: it stays, under
    a `submission_id` of its own.
    """
    for kept in unsent_of(user=user, session=session).filter(submission_id=submission_id):
        if seen is None or kept.version == seen or kept.fields.get("body", "").split() == body.split():
            delete_unsent(UnsentComment.objects.filter(pk=kept.pk))
        else:
            UnsentComment.objects.filter(pk=kept.pk).update(submission_id=uuid4())


@transaction.atomic
def purge_unsent(*, at: datetime) -> int:
    """Delete the texts and answers of visitors that nobody has touched for KEPT_FOR; how many they were."""
    old = {"user": None, "changed_at__lt": at - KEPT_FOR}
    return delete_unsent(UnsentComment.objects.filter(**old)) + UnsentAnswers.objects.filter(**old).delete()[0]


def delete_unsent(unsent: QuerySet[UnsentComment]) -> int:
    """With the files that wait with them, unless those were posted; how many texts that were."""
    stored = list(UnsentFile.objects.filter(unsent__in=unsent).values_list("stored_file", flat=True))
    deleted = unsent.delete()[1].get(UnsentComment._meta.label, 0)
    if stored:
        delete_unused(stored)
    return deleted


def _remember(session: SessionBase, kept: UnsentComment) -> None:
    key = str(kept.key)
    if key not in keys_in(session):
        session[SESSION_KEY] = [*keys_in(session), key]
