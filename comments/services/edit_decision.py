"""Deciding on an edit that a round holds: the new words take the place of the old, or the old stay."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from comments.errors import EditedMeanwhile, ReasonMissing
from comments.models import Comment, CommentRevision
from comments.permissions import can_moderate
from comments.services.ancestors import lock_with_ancestors
from comments.services.edit_letter import tell_author_of_edit
from comments.services.moderation import NOTE_LIMIT
from comments.services.position_slots import free_slots_after
from comments.services.revision import put_in_place
from common.enums import Verb
from common.errors import NotAllowed
from common.services.audit import record
from common.text import is_blank, storable


@transaction.atomic
def publish_edit(*, by: User, comment: Comment, seen: int) -> Comment:
    """Readers have the new words from now on, and can compare. `seen` is the number of the revision that was read.

    The author is told by a letter that is stored with the decision. Raises NotAllowed, and EditedMeanwhile where
    another edit waits, or none any more.
    """
    decided, revision = _waiting(by, comment, seen)
    CommentRevision.objects.filter(pk=revision.pk).update(is_listed=True)
    decided.edited_at = revision.created_at
    put_in_place(decided, revision, slots=free_slots_after(decided, revision))
    record(by=by, verb=Verb.EDIT_PUBLISHED, subject=decided, after={"revision": revision.number})
    tell_author_of_edit(decided, by=by)
    return decided


@transaction.atomic
def refuse_edit(*, by: User, comment: Comment, seen: int, why: str) -> Comment:
    """The words stay as they were. `why` goes to the author alone. Otherwise like `publish_edit`; raises ReasonMissing
    too."""
    why = storable(why).strip()[:NOTE_LIMIT]
    if is_blank(why):
        raise ReasonMissing
    decided, revision = _waiting(by, comment, seen)
    decided.waiting_revision = None
    decided.save(update_fields=["waiting_revision"])
    record(by=by, verb=Verb.EDIT_REFUSED, subject=decided, after={"revision": revision.number})
    tell_author_of_edit(decided, by=by, why=why)
    return decided


def _waiting(by: User, comment: Comment, seen: int) -> tuple[Comment, CommentRevision]:
    lock_with_ancestors(comment.pk)
    rows = Comment.objects.select_related(
        "consultation", "round", "organisation", "author", "stakeholder_group", "current_revision", "waiting_revision"
    )
    decided = rows.get(pk=comment.pk)
    if not can_moderate(by, decided.consultation):
        raise NotAllowed(_("decide on comments of this consultation"))
    revision = decided.waiting_revision
    if revision is None or revision.number != seen:
        raise EditedMeanwhile
    return decided, revision
