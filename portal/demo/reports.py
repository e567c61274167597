"""What readers report in the demonstration, through `report_comment`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from accounts.models import User
from comments.contributors import person_key
from comments.models import Comment
from comments.services.report import report_comment
from portal.demo.script import Reported

VISITOR = "visitor"
"""Reports without an account."""


def report_all(reports: Iterable[Reported], comments: Mapping[int, Comment], people: Mapping[str, User]) -> None:
    """Each reader reports a comment once, so a second load reports nothing again. `comments` are the round's by their
    place in its script."""
    for reported in reports:
        reader = None if reported.by == VISITOR else people[reported.by]
        report_comment(
            by=reader,
            reporter_key=person_key(reader.pk) if reader else f"{VISITOR}:demonstration",
            comment=comments[reported.comment],
            reason=reported.reason,
            words=reported.words,
        )
