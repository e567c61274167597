"""What a change of one comment does to the counts above it and of its round, in the transaction of the change.

The comment and its ancestors are held (`lock_with_ancestors`) before, tallies are taken last, by every writer.
"""

from __future__ import annotations

from collections import Counter

from comments.enums import Status
from comments.models import Comment
from comments.services.ancestors import count_replies
from comments.services.tally import TallyKey, count_in, count_out, spots_of, tally_keys


def keys_of(comment: Comment) -> Counter[TallyKey]:
    """The tallies in which it counts, as it is on this object, while it is published. Comes with its group."""
    group = comment.stakeholder_group
    spots = spots_of({comment.root_id})[comment.root_id]
    return Counter(tally_keys(comment, group=group.slug if group else "", spots=spots))


def recount(comment: Comment, *, before: Status) -> None:
    """Its status was `before` and is another now. Only published comments count."""
    change = (comment.status == Status.PUBLISHED) - (before == Status.PUBLISHED)
    if not change:
        return
    if comment.parent_id:
        count_replies(Counter({comment.parent_id: change}))
    (count_in if change > 0 else count_out)(keys_of(comment))


def count_over(*, gone: Counter[TallyKey], come: Counter[TallyKey]) -> None:
    """From these tallies to those. All rows are taken first, in one order: those that lose something are touched by a
    zero."""
    lost = gone - come
    count_in(Counter({**dict.fromkeys(lost, 0), **(come - gone)}))
    count_out(lost)
