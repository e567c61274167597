"""Taking a position in a round that takes one a person or one an organisation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.db import connection

from accounts.models import User
from comments.enums import Position
from comments.errors import PositionTaken
from comments.models import Anchor, Comment, CommentRevision
from comments.position_slots import is_shared, slots_of
from comments.services.insertion import Entry


def with_slots(entry: Entry, *, author: User) -> Entry:
    """The signed entry with what its position takes up at each of its places, which nobody else takes up before our
    transaction ends.

    Raises PositionTaken.
    """
    slots = slots_of(
        entry.round,
        position=entry.position,
        places=entry.places,
        author=author,
        speaking_for=entry.organisation,
    )
    if not slots:
        return entry
    _hold(entry.round.pk, slots)
    if Comment.objects.holding_slots(slots).filter(round=entry.round).exists():
        raise PositionTaken(entry.organisation_name if is_shared(slots[0]) else "", is_one_of_several=len(slots) > 1)
    return replace(entry, position_slots=tuple(slots))


def slots_after(comment: Comment, position: Position, *, author: User) -> list[str]:
    """What an own comment takes up once it takes this position where it hangs. Its round comes with it.

    Raises PositionTaken.
    """
    slots, taken = _slots_and_taken(comment, position, author=author)
    if taken:
        raise PositionTaken(comment.organisation_name if is_shared(slots[0]) else "", is_one_of_several=len(slots) > 1)
    return slots


def free_slots_after(comment: Comment, revision: CommentRevision) -> list[str]:
    """What an edit takes up that the secretariat publishes: where another has taken a place meanwhile, both stand."""
    if comment.author is None or not revision.position:
        return comment.position_slots
    slots, taken = _slots_and_taken(comment, Position(revision.position), author=comment.author)
    return [slot for slot in slots if slot not in taken]


def _slots_and_taken(comment: Comment, position: Position, *, author: User) -> tuple[list[str], set[str]]:
    """What the position takes up, which nobody else takes up before our transaction ends, and what of it others have
    taken already."""
    anchors = Anchor.objects.filter(comment=comment.pk, leads=True).select_related("provision").order_by("ordinal")
    slots = slots_of(
        comment.round,
        position=position,
        places=[] if comment.is_reply else [anchor.provision for anchor in anchors],
        author=author,
        speaking_for=comment.organisation,
    )
    return slots, _taken_by_others(comment, slots) if slots else set()


def give_way(comment: Comment) -> None:
    """Before a comment that was hidden is shown again: where another has taken a place meanwhile, both stand. What the
    secretariat decides does not depend on who has spoken since. The caller saves the comment."""
    slots = comment.position_slots
    if not slots:
        return
    taken = _taken_by_others(comment, slots)
    comment.position_slots = [slot for slot in slots if slot not in taken]


def _taken_by_others(comment: Comment, slots: Collection[str]) -> set[str]:
    _hold(comment.round_id, slots)
    others = Comment.objects.holding_slots(slots).filter(round=comment.round_id).exclude(pk=comment.pk)
    return {slot for other in others for slot in other.position_slots} & {*slots}


def _hold(round_id: int, slots: Collection[str]) -> None:
    """In one order, so that two who want the same places wait in line and never for each other."""
    with connection.cursor() as cursor:
        for slot in sorted(slots):
            name = f"position:{round_id}:{slot}"
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
