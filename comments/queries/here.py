"""Who reads which consultation, and what is new to them there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from comments.enums import Status
from comments.models import Comment


@dataclass(frozen=True)
class Here:
    """`consultation` and `reader` by primary key. What was said after `since` is new to the reader; None on a first
    visit. A visitor has neither comments of their own nor visits."""

    consultation: int = 0
    reader: int | None = None
    since: datetime | None = None

    def news(self) -> Q:
        """On comments: published since then, by others. Only where there is a `since`."""
        others = Q(author=None) | ~Q(author=self.reader)
        return others & Q(posted_at__gt=self.since, status=Status.PUBLISHED)

    def is_new(self, comment: Comment) -> bool:
        """As `news`."""
        is_others = comment.author_id is None or comment.author_id != self.reader
        return (
            self.since is not None
            and comment.posted_at > self.since
            and is_others
            and comment.status == Status.PUBLISHED
        )


NOWHERE = Here()
