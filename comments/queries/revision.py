"""What a comment has said in the course of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from comments.enums import Kind, Position
from comments.models import Comment, CommentReport, CommentRevision
from comments.permissions import is_own
from comments.queries.threads import Reader
from consultations.permissions import can_read_everything


def has_echo(comment: Comment) -> bool:
    """Whether anybody has answered, reported or taken a side on what it says."""
    return (
        bool(comment.agree_count or comment.disagree_count)
        or comment.replies.exists()
        or comment.response_targets.exists()
        or CommentReport.objects.filter(comment=comment).exists()
    )


def last_number(comment: Comment) -> int:
    """Of all its revisions, those too that readers never saw."""
    number: int = comment.revisions.aggregate(last=Max("number"))["last"]
    return number


@dataclass(frozen=True)
class ShownRevision:
    """What a comment said from `at` on, as it was typed, so that no change of a link or a list goes
    unseen. `version` counts those that readers compare, from 1; the team reads the others too (`version` 0)."""

    version: int
    at: datetime
    text: str
    proposed_wording: str
    kind: Kind | None
    position: Position | None
    is_current: bool = False
    is_waiting: bool = False


def revisions_of(comment: Comment, user: Reader) -> list[ShownRevision]:
    """Oldest first: those that readers have seen; to its author what waits as well, and to the team everything. Nothing
    of a comment that shows no words."""
    if not comment.shows_words:
        return []
    rows = comment.revisions.order_by("number")
    if not can_read_everything(user, comment.consultation):
        waiting = comment.waiting_revision_id if is_own(user, comment) else None
        rows = rows.filter(Q(is_listed=True) | Q(pk=waiting))
    return [*_numbered(comment, rows)]


def shown_revision(row: CommentRevision, comment: Comment, *, version: int = 0) -> ShownRevision:
    return ShownRevision(
        version=version,
        at=row.created_at,
        text=row.body,
        proposed_wording=row.proposed_wording,
        kind=Kind(row.kind) if row.kind else None,
        position=Position(row.position) if row.position else None,
        is_current=row.pk == comment.current_revision_id,
        is_waiting=row.pk == comment.waiting_revision_id,
    )


def _numbered(comment: Comment, rows: Iterable[CommentRevision]) -> Iterator[ShownRevision]:
    version = 0
    for row in rows:
        version += row.is_listed
        yield shown_revision(row, comment, version=version if row.is_listed else 0)
