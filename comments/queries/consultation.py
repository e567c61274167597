from dataclasses import dataclass

from comments.enums import Status
from comments.models import Comment
from consultations.models import Consultation


def has_comments(consultation: Consultation) -> bool:
    """Whether anybody has said anything, in whatever state it is now."""
    return Comment.objects.filter(consultation=consultation).exists()


@dataclass(frozen=True)
class WaitingWork:
    """Published comments of the consultation, those of them without a response, and those that wait for a decision."""

    comments: int
    unanswered: int
    in_queue: int


def waiting_work(consultation: Consultation) -> WaitingWork:
    """Three queries."""
    said = Comment.objects.filter(consultation=consultation)
    return WaitingWork(
        comments=said.filter(status=Status.PUBLISHED).count(),
        unanswered=said.unanswered().count(),
        in_queue=said.waiting().count(),
    )
