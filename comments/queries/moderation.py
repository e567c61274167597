"""What waits for a decision, and what will."""

from __future__ import annotations

from accounts.models import User
from comments.enums import Status
from comments.models import Comment
from consultations.enums import ModerationMode
from consultations.models import Round


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
