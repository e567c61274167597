"""What is kept about a person as reactions: given to them on request, and taken away with their account."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from comments.models import Reaction


def reactions_about(person: User) -> list[dict[str, Any]]:
    """Everything that the person agrees or disagrees with; values that JSON holds."""
    reactions = Reaction.objects.visible_to(person).select_related("comment", "stakeholder_group")
    return [
        {
            "comment": it.comment.reference,
            "reaction": it.value,
            "stakeholder_group": it.stakeholder_group.slug if it.stakeholder_group else "",
            "reacted_at": it.reacted_at.isoformat(),
        }
        for it in reactions.order_by("reacted_at", "pk")
    ]


def erase_reactions(*, person: User) -> int:
    """Take the person out of the reactions; how many that were. They go on being counted, under the group of their
    day, and lead to nobody."""
    return Reaction.objects.visible_to(person).update(user=None)
