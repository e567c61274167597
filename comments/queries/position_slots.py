"""Where the positions stand of which a round takes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import Organisation, User
from comments.attribution import shown_author
from comments.enums import Attribution
from comments.models import Comment
from comments.position_slots import is_shared, slots_for
from consultations.models import Provision, Round


@dataclass(frozen=True)
class TakenPosition:
    """`organisation` is for whom it was taken, "" for the reader's own; `name` its author's, as the comment shows it.
    `comment` is None where the reader is not led to it: it is not shown to them, or it stands without a name there."""

    organisation: str
    name: str
    comment: Comment | None


def positions_taken(
    round: Round, *, provision: Provision | None, user: User, organisations: Sequence[Organisation]
) -> list[TakenPosition]:
    """Those that keep this person from taking one there, for themselves or for these organisations. Without a query
    where the round takes any number."""
    slots = slots_for(round, provision=provision, author=user, organisations=organisations)
    if not slots:
        return []
    holding = Comment.objects.holding_slots(slots).filter(round=round).order_by("posted_at", "pk")
    seen = set(Comment.objects.visible_to(user).filter(pk__in=holding.values("pk")).values_list("pk", flat=True))
    return [_taken(it, user=user, is_seen=it.pk in seen) for it in holding]


def _taken(comment: Comment, *, user: User, is_seen: bool) -> TakenPosition:
    is_own = comment.author_id == user.pk
    leads = is_own or (is_seen and comment.attribution != Attribution.ANONYMOUS)
    return TakenPosition(
        organisation=comment.organisation_name if is_shared(comment.position_slot) else "",
        name="" if is_own or not leads else shown_author(comment).name,
        comment=comment if leads else None,
    )
