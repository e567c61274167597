"""What waits for a decision, and what will."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from comments.enums import Status
from comments.models import Comment
from comments.queries.shown import ShownComment, shown, with_what_is_shown
from comments.queries.threads import Reader, places_of
from comments.queries.wording import reason_names
from common.enums import Verb
from common.keyset import KeysetPage, paginate
from common.models import AuditEntry
from consultations.enums import ModerationMode
from consultations.models import Consultation, Round

DECISIONS = (Verb.PUBLISHED, Verb.HELD, Verb.HIDDEN)


def status_at_posting(author: User, round: Round) -> Status:
    """Pending where the round holds every comment, or holds first ones and nothing of this person's is published in
    the consultation yet. The team's own comments are no exception."""
    if round.moderation == ModerationMode.ALL:
        return Status.PENDING
    if round.moderation == ModerationMode.FIRST and not _is_known(author, round):
        return Status.PENDING
    return Status.PUBLISHED


def _is_known(author: User, round: Round) -> bool:
    return Comment.objects.filter(author=author, consultation=round.consultation_id, status=Status.PUBLISHED).exists()


def last_decision(comment: Comment) -> AuditEntry | None:
    """The newest decision that somebody made on the comment."""
    entries = AuditEntry.objects.filter(
        subject_type=comment._meta.label_lower, subject_id=comment.pk, verb__in=DECISIONS
    )
    return entries.order_by("-at", "-pk").first()


def queue_of(consultation: Consultation, user: Reader, *, cursor: str = "", size: int = 20) -> KeysetPage[ShownComment]:
    """What waits for a decision, oldest first, each with the places of its thread."""
    waiting = Comment.objects.visible_to(user).waiting().filter(consultation=consultation)
    page = paginate(with_what_is_shown(waiting), order=("posted_at", "id"), cursor=cursor, size=size)
    places = places_of({comment.root_id for comment in page.items})
    return KeysetPage(
        items=[shown(comment, places=places[comment.root_id]) for comment in page.items],
        next_cursor=page.next_cursor,
        previous_cursor=page.previous_cursor,
    )


@dataclass(frozen=True)
class LogLine:
    """One thing that was done to a comment. `name` is empty where nobody is known to have done it."""

    at: datetime
    what: str
    by_author: bool
    name: str
    reason: str


def log_of(comment: Comment) -> list[LogLine]:
    """Everything on record about a comment, oldest first, for the team. An author who may not be named is not."""
    entries = list(
        AuditEntry.objects.filter(subject_type=comment._meta.label_lower, subject_id=comment.pk).order_by("at", "pk")
    )
    actors = {entry.actor_id for entry in entries if entry.actor_id}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=actors)}
    reasons = reason_names()
    return [
        LogLine(
            at=entry.at,
            what=entry.get_verb_display(),
            by_author=entry.actor_id is not None and entry.actor_id == comment.author_id,
            name="" if entry.actor_id == comment.author_id else names.get(entry.actor_id or 0, ""),
            reason=reasons.get(entry.reason, entry.reason),
        )
        for entry in entries
    ]
