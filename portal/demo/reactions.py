"""Who agrees and disagrees in the demonstration, through `react`: while a round is open, with the first comments that
most replies were written to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from random import Random

from accounts.models import User
from comments.enums import Opinion, Status
from comments.models import Comment
from comments.services.reaction import react
from portal.demo.accounts import commenters

REACTED_TO = 8
FEWEST, MOST = 3, 18
"""People who react to one comment."""
AGREEING = 0.7


def react_all(comments: Collection[Comment], people: Mapping[str, User], *, seed: int) -> None:
    """The same people, none that visitors sign in as, think the same of the same comments: a second load changes
    nothing."""
    chance = Random(seed)  # noqa: S311  # nothing secret
    keys = [account.key for account in commenters()]
    replies = Counter(it.root_id for it in comments)
    threads = sorted((it for it in comments if it.parent_id is None), key=lambda it: (-replies[it.pk], it.path))
    for comment in threads[:REACTED_TO]:
        for key in chance.sample(keys, min(len(keys), chance.randint(FEWEST, MOST))):
            opinion = Opinion.AGREE if chance.random() < AGREEING else Opinion.DISAGREE
            if people[key].pk != comment.author_id and comment.status == Status.PUBLISHED:
                react(by=people[key], comment=comment, opinion=opinion)
