from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Q, QuerySet

from accounts.models import User
from comments.models import UnsentFile
from comments.queries.unsent import unsent_of


def unsent_files_of(*, user: User | AnonymousUser, session: SessionBase) -> QuerySet[UnsentFile]:
    """What this person, or this session, has given with comments that are not posted, in the order in which it came."""
    mine = UnsentFile.objects.filter(unsent__in=unsent_of(user=user, session=session).order_by())
    return mine.select_related("stored_file", "unsent").order_by("pk")


def files_with(
    *, user: User | AnonymousUser, session: SessionBase, submission_id: UUID | None, listed: Collection[int]
) -> list[UnsentFile]:
    """The files that wait with a form: those that its page `listed`, and those that were given with it since."""
    wanted = Q(pk__in=listed)
    if submission_id is not None:
        wanted |= Q(unsent__submission_id=submission_id)
    return list(unsent_files_of(user=user, session=session).filter(wanted))
