"""Taking a position in a round that takes one a person or one an organisation."""

from __future__ import annotations

from dataclasses import replace

from django.db import connection

from accounts.models import User
from comments.errors import PositionTaken
from comments.models import Comment
from comments.position_slots import is_shared, slot_of
from comments.services.insertion import Entry


def with_slot(entry: Entry, *, author: User) -> Entry:
    """The signed entry with what its position takes up, which nobody else takes up before our transaction ends.

    Raises PositionTaken.
    """
    slot = slot_of(
        entry.round,
        position=entry.position,
        provision=entry.provision,
        author=author,
        speaking_for=entry.organisation,
    )
    if not slot:
        return entry
    _hold(entry.round.pk, slot)
    if _holder(entry.round.pk, slot) is not None:
        raise PositionTaken(entry.organisation_name if is_shared(slot) else "")
    return replace(entry, position_slot=slot)


def give_way(comment: Comment) -> None:
    """Before a comment that was hidden is shown again: where another has taken the place meanwhile, both stand. What
    the secretariat decides does not depend on who has spoken since. The caller saves the comment."""
    if not comment.position_slot:
        return
    _hold(comment.round_id, comment.position_slot)
    holder = _holder(comment.round_id, comment.position_slot)
    if holder is not None and holder.pk != comment.pk:
        comment.position_slot = ""


def _hold(round_id: int, slot: str) -> None:
    with connection.cursor() as cursor:
        name = f"position:{round_id}:{slot}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _holder(round_id: int, slot: str) -> Comment | None:
    return Comment.objects.holding_slots().filter(round=round_id, position_slot=slot).first()
