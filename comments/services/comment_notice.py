"""Who is to be told what: read from the record after it was written, so that no writer has to think of letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from comments.enums import CommentNoticeState, LetterKind, LetterTime, Status
from comments.letters.times import due_at, shown_from
from comments.models import Comment, CommentNotice, ResponseTarget, UntoldEntry
from comments.services.letter_choices import USUAL, choices_of, zone_of
from common.enums import Verb
from common.models import AuditEntry

BATCH = 500
KEPT = timedelta(days=90)
"""How long it is known what somebody was told, or was not told and will not be."""
COMMENT, RESPONSE = "comments.comment", "comments.response"


@dataclass(frozen=True)
class News:
    """One thing that happened to a comment, for one reader. `comment` comes with its round and consultation."""

    reader: int
    kind: LetterKind
    comment: Comment
    happened_at: datetime
    response: int | None = None


def find_notices() -> int:
    """Look at what has been recorded since the last look, and keep what somebody is to be told; how much that is.

    A batch in each transaction, which also forgets what it has looked at: however many look at once, and whoever is
    killed, each row of the record is looked at once.
    """
    found = 0
    while (kept := _find_batch()) is not None:
        found += kept
    return found


def purge_notices(*, at: datetime) -> int:
    """Forget what was told so long ago; how much that is. What waits stays, and nothing is told again: each row of the
    record was looked at once."""
    return CommentNotice.objects.filter(ended_at__lt=at - KEPT).delete()[0]


@transaction.atomic
def _find_batch() -> int | None:
    """How many were kept; None where nothing was left to look at."""
    untold = UntoldEntry.objects.select_for_update(skip_locked=True).order_by("pk")
    keys = list(untold.values_list("pk", flat=True)[:BATCH])
    if not keys:
        return None
    entries = list(AuditEntry.objects.filter(pk__in=keys).order_by("pk"))
    kept = _keep([*_of_comments(entries), *_of_responses(entries)])
    UntoldEntry.objects.filter(pk__in=keys).delete()
    return kept


def _of_comments(entries: Iterable[AuditEntry]) -> Iterator[News]:
    """What was posted, and what a decision has published. What waits for one is told when it is made."""
    mine = [entry for entry in entries if entry.subject_type == COMMENT]
    rows = Comment.objects.select_related("parent", "root", "round", "consultation")
    comments = rows.in_bulk({entry.subject_id for entry in mine})
    for entry in mine:
        comment = comments[entry.subject_id]
        if comment.author_id and entry.verb == Verb.POSTED:
            yield News(comment.author_id, LetterKind.RECEIPT, comment, entry.at)
        if comment.author_id and entry.verb == Verb.PUBLISHED and entry.actor_id != comment.author_id:
            yield News(comment.author_id, LetterKind.MODERATION, comment, entry.at)
        if comment.status == Status.PUBLISHED:
            for reader in _answered_by(comment):
                yield News(reader, LetterKind.REPLY, comment, shown_from(comment.round, entry.at))


def _answered_by(reply: Comment) -> set[int]:
    """Whose comment it replies to, and who began the thread; not whoever wrote it."""
    if reply.parent is None:
        return set()
    return {pk for pk in (reply.parent.author_id, reply.root.author_id) if pk} - {reply.author_id}


def _of_responses(entries: Iterable[AuditEntry]) -> Iterator[News]:
    """To everybody whose comment is answered, but not to whoever answers."""
    made = {entry.subject_id: entry for entry in entries if entry.subject_type == RESPONSE}
    targets = ResponseTarget.objects.filter(response__in=made, comment__author__isnull=False)
    for target in targets.select_related("comment__round", "comment__consultation").order_by("pk"):
        entry, reader = made[target.response_id], target.comment.author_id
        if reader and reader != entry.actor_id:
            yield News(reader, LetterKind.RESPONSE, target.comment, entry.at, target.response_id)


def _keep(news: list[News]) -> int:
    """A row each for those who want it told. A decision is told each time that it is made; everything else once, but
    for what was left out, as it was not to be seen when its letter was written."""
    readers = User.objects.filter(is_active=True).in_bulk({it.reader for it in news})
    chosen = choices_of(readers.keys())
    comments = {it.comment.pk for it in news}
    ended = CommentNotice.objects.exclude(state=CommentNoticeState.WAITING).filter(comment__in=comments)
    published = {it.comment.pk for it in news if it.kind is LetterKind.MODERATION}
    ended.filter(Q(state=CommentNoticeState.LEFT_OUT) | Q(kind=LetterKind.MODERATION, comment__in=published)).delete()
    rows = []
    for it in news:
        reader, time = readers.get(it.reader), chosen.get((it.reader, it.kind), USUAL)
        if reader and time is not LetterTime.NEVER:
            rows.append(_row(it, reader, time))
    CommentNotice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _row(news: News, reader: User, time: LetterTime) -> CommentNotice:
    zone = zone_of(reader, news.comment.consultation.time_zone)
    return CommentNotice(
        reader=reader,
        kind=news.kind,
        comment=news.comment,
        response_id=news.response,
        happened_at=news.happened_at,
        due_at=due_at(time, happened_at=news.happened_at, zone=zone),
    )
