"""Decisions on comments: publish, hold, hide.

| from      | publish | hold | hide |
| pending   | yes     | –    | yes  |
| published | –       | yes  | yes  |
| hidden    | yes     | –    | –    |
| withdrawn | –       | –    | –    |

What waits is not there for readers, so nothing that they see may stand below it: a comment with replies is not held,
and a reply to one that waits is not decided before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from comments.enums import ModerationReason, ReportState, Status
from comments.errors import (
    DecidedMeanwhile,
    EditedMeanwhile,
    EditWaits,
    HasReplies,
    NoLongerOffered,
    ParentWaits,
    ReasonMissing,
)
from comments.models import Comment, ModerationReasonTerm
from comments.permissions import can_moderate
from comments.queries.moderation import last_decision
from comments.services.ancestors import lock_with_ancestors
from comments.services.counting import recount
from comments.services.moderation_letter import tell_author
from comments.services.position_slots import give_way
from comments.services.report import settle_reports
from common.enums import Verb
from common.errors import NotAllowed
from common.services.audit import record
from common.text import is_blank, storable

NOTE_LIMIT = 500
"""Characters of a moderator's words."""


@dataclass(frozen=True)
class Decision:
    """What a comment becomes, and from what."""

    status: Status
    verb: Verb
    possible: frozenset[Status]


PUBLISH = Decision(Status.PUBLISHED, Verb.PUBLISHED, frozenset({Status.PENDING, Status.HIDDEN}))
HOLD = Decision(Status.PENDING, Verb.HELD, frozenset({Status.PUBLISHED}))
HIDE = Decision(Status.HIDDEN, Verb.HIDDEN, frozenset({Status.PENDING, Status.PUBLISHED}))


@transaction.atomic
def publish_comment(*, by: User, comment: Comment, seen: Status | None = None, words: int | None = None) -> Comment:
    """Show a comment that waits or was hidden, and count it.

    `seen` is the status on which the decision was made, without it that of `comment` as it was read; `words` the number
    of the revision that was read before deciding: nothing that nobody has read is published. The same decision by the
    same person is made once. What takes words from readers is told their author by a letter that is stored with the
    decision; publication by one that comes when they want it.
    Raises NotAllowed, ParentWaits, DecidedMeanwhile when somebody else was faster, EditedMeanwhile when the author was.
    """
    return _decide(PUBLISH, by=by, comment=comment, seen=seen, words=words)


@transaction.atomic
def hold_comment(*, by: User, comment: Comment, seen: Status | None = None, words: int | None = None) -> Comment:
    """Take a published comment without replies back into the queue; otherwise like `publish_comment`.

    Raises HasReplies too, and EditWaits where the desk has an edit of it to decide on.
    """
    return _decide(HOLD, by=by, comment=comment, seen=seen, words=words)


@transaction.atomic
def hide_comment(
    *, by: User, comment: Comment, reason: str, note: str = "", seen: Status | None = None, words: int | None = None
) -> Comment:
    """Take the words away from readers. The comment keeps its place and its replies; the reason stands there, with
    the `note` (public, plain text, at most NOTE_LIMIT characters), which OTHER requires. What readers reported of it is
    upheld; an edit that waits is dropped. `reason` is the code of one that is offered. Otherwise like
    `publish_comment`. Raises ReasonMissing and NoLongerOffered too.
    """
    note = storable(note).strip()[:NOTE_LIMIT]
    if reason == ModerationReason.OTHER and is_blank(note):
        raise ReasonMissing
    if not ModerationReasonTerm.objects.offered().filter(slug=reason).exists():
        raise NoLongerOffered
    return _decide(HIDE, by=by, comment=comment, seen=seen, words=words, reason=str(reason), note=note)


def _decide(
    decision: Decision,
    *,
    by: User,
    comment: Comment,
    seen: Status | None,
    words: int | None,
    reason: str = "",
    note: str = "",
) -> Comment:
    lock_with_ancestors(comment.pk)
    rows = Comment.objects.select_related("consultation", "parent", "author", "stakeholder_group", "current_revision")
    decided = rows.get(pk=comment.pk)
    if not can_moderate(by, decided.consultation):
        raise NotAllowed(_("decide on comments of this consultation"))
    before = Status(decided.status)
    if before is decision.status and _is_mine(decided, by):
        return decided
    if before != (seen or comment.status) or before not in decision.possible:
        raise _decided_meanwhile(decided)
    if words is not None and words != decided.current_revision.number:
        raise EditedMeanwhile
    _check_place(decided, decision.status)
    _drop_edit(decided, decision.status)
    decided.status, decided.moderation_reason, decided.moderation_note = decision.status, reason, note
    if before is Status.HIDDEN:
        give_way(decided)
    fields = ["status", "moderation_reason", "moderation_note", "position_slot", "further_slots", "waiting_revision"]
    decided.save(update_fields=fields)
    record(
        by=by,
        verb=decision.verb,
        subject=decided,
        before={"status": str(before)},
        after={"status": str(decision.status)},
        reason=reason,
    )
    if decided.author_id != by.pk and decision is not PUBLISH:
        tell_author(decided)
    if decision is HIDE:
        settle_reports(by=by, comment=decided, state=ReportState.UPHELD)
    recount(decided, before=before)
    return decided


def _is_mine(comment: Comment, by: User) -> bool:
    last = last_decision(comment)
    return last is not None and last.actor_id == by.pk


def _decided_meanwhile(comment: Comment) -> DecidedMeanwhile:
    last = last_decision(comment)
    person = User.objects.filter(pk=last.actor_id).first() if last and last.actor_id else None
    return DecidedMeanwhile(status=Status(comment.status), name=str(person) if person else "")


def _check_place(comment: Comment, status: Status) -> None:
    """Readers find everything above what they see."""
    if comment.parent is not None and comment.parent.status == Status.PENDING:
        raise ParentWaits
    if status is Status.PENDING and comment.replies.exclude(status=Status.PENDING).exists():
        raise HasReplies


def _drop_edit(comment: Comment, status: Status) -> None:
    """Only edits of what is published wait."""
    if comment.waiting_revision_id is not None and status is Status.PENDING:
        raise EditWaits
    comment.waiting_revision = None
