"""Taking words away: every revision is emptied, and what it said goes where no page reads it, for a time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from comments.limits import SEALED
from comments.models import Attachment, Comment, SealedWords
from comments.services.unsent_files import delete_unused
from common.enums import Verb
from common.services.audit import record


def seal(comment: Comment, *, at: datetime) -> None:
    """In the transaction of the caller, who holds the comment. Its files stay beside it, unserved, as long as its
    words are sealed: whoever takes words away also takes care that the comment shows none."""
    revisions = list(comment.revisions.order_by("pk"))
    SealedWords.objects.bulk_create(
        SealedWords(revision=it, body=it.body, proposed_wording=it.proposed_wording, sealed_at=at) for it in revisions
    )
    comment.revisions.update(body="", body_html="", body_text="", proposed_wording="")


@transaction.atomic
def unseal(*, comment: Comment, by: User | None, reason: str) -> list[SealedWords]:
    """What a comment said before it was sealed, oldest first, as long as it is kept. That it was read is on record with
    the reason; `by` is None for an operator at the command line."""
    sealed = list(
        SealedWords.objects.filter(revision__comment=comment).select_related("revision").order_by("revision__number")
    )
    record(by=by, verb=Verb.UNSEALED, subject=comment, reason=reason[:200])
    return sealed


@transaction.atomic
def purge_sealed(*, at: datetime) -> int:
    """Delete for good what was sealed so long ago, with the files that came with it; how many revisions that were."""
    old = SealedWords.objects.filter(sealed_at__lt=at - SEALED)
    comments = set(old.values_list("revision__comment", flat=True))
    attached = Attachment.objects.filter(comment__in=comments)
    files = list(attached.values_list("stored_file", flat=True))
    attached.delete()
    delete_unused(files)
    return old.delete()[0]
