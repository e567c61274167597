"""What a merge of two organisations would move."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from accounts.enums import InvitationState
from accounts.models import Invitation, Membership, Organisation
from comments.models import Comment

NAMES = 10


@dataclass(frozen=True)
class MergePreview:
    """`names` are those that comments were posted with, the commonest first, with how many; they stay as said."""

    comments: int
    representatives: int
    invitations: int
    names: list[tuple[str, int]]


def merge_preview(double: Organisation) -> MergePreview:
    """Three queries."""
    said = Comment.objects.filter(organisation=double).order_by().values_list("organisation_name")
    names = sorted(said.annotate(Count("pk")), key=lambda row: (-row[1], row[0]))
    return MergePreview(
        comments=sum(count for _name, count in names),
        representatives=Membership.objects.standing().filter(organisation=double).count(),
        invitations=Invitation.objects.filter(organisation=double, state=InvitationState.WAITING).count(),
        names=names[:NAMES],
    )
