"""What was said since somebody's last visit, where on a draft."""

from __future__ import annotations

from collections import Counter

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from comments.models import Anchor, Comment
from comments.queries.here import Here
from consultations.models import Draft

MOST = 300
"""So many of the newest comments are looked at; after a long absence more of them is a figure that tells nobody
anything."""


def news_on(draft: Draft, here: Here, *, user: User | AnonymousUser) -> dict[int | None, int]:
    """How many comments are new to the reader, by the primary key of the provision that their threads are on; None for
    the whole draft. Nothing for visitors and on a first visit. Two queries, of a bounded number of rows."""
    if here.since is None:
        return {}
    said = Comment.objects.visible_to(user).filter(here.news())
    said = said.filter(consultation=draft.consultation_id, draft=draft).order_by("-posted_at", "-id")
    by_root = Counter(said.values_list("root", flat=True)[:MOST])
    if not by_root:
        return {}
    found: Counter[int | None] = Counter()
    for root, provision in Anchor.objects.filter(comment__in=by_root, leads=True).values_list("comment", "provision"):
        found[provision] += by_root[root]
    return dict(found)
