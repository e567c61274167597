"""What readers have reported, as the team reads it: comments, each with what was said against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from comments.models import Comment, CommentReport
from comments.queries.shown import ShownComment, shown, with_what_is_shown
from comments.queries.threads import Reader, places_of
from comments.queries.wording import reason_names
from common.keyset import KeysetPage, paginate
from consultations.models import Consultation

LONGEST_LIST = 50
"""Reports that the page of one comment shows."""


@dataclass(frozen=True)
class ReportedComment:
    """A comment with how many people have reported it, and for which reasons, the most frequent first."""

    comment: ShownComment
    count: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ToDecide:
    """How many comments of a consultation wait, and how many were reported."""

    waiting: int
    reported: int


def reported_in(
    consultation: Consultation, user: Reader, *, cursor: str = "", size: int = 20
) -> KeysetPage[ReportedComment]:
    """Comments with open reports, the one that was reported first at the top."""
    open_reports = CommentReport.objects.visible_to(user).open()
    first = open_reports.filter(comment=OuterRef("pk")).order_by("reported_at").values("reported_at")[:1]
    reported = Comment.objects.visible_to(user).filter(consultation=consultation, pk__in=open_reports.values("comment"))
    page = paginate(
        with_what_is_shown(reported.annotate(first_reported_at=Subquery(first))),
        order=("first_reported_at", "id"),
        cursor=cursor,
        size=size,
    )
    places = places_of({comment.root_id for comment in page.items})
    reasons = _reasons([comment.pk for comment in page.items])
    return KeysetPage(
        items=[
            ReportedComment(
                comment=shown(comment, places=places[comment.root_id]),
                count=sum(count for _reason, count in reasons[comment.pk]),
                reasons=tuple(reasons[comment.pk]),
            )
            for comment in page.items
        ],
        next_cursor=page.next_cursor,
        previous_cursor=page.previous_cursor,
    )


def reports_of(comment: Comment, user: Reader) -> QuerySet[CommentReport]:
    """Everything that was reported of one comment, what is open first, then what was decided last."""
    reports = CommentReport.objects.visible_to(user).filter(comment=comment).select_related("by", "reason")
    return reports.order_by(F("decided_at").desc(nulls_first=True), "-reported_at", "-pk")


def is_reported(comment: Comment) -> bool:
    """Whether a report of it is open."""
    return CommentReport.objects.open().filter(comment=comment).exists()


def own_report(comment: Comment, reporter_key: str) -> CommentReport | None:
    """What the person or the session with that key has reported of the comment."""
    return CommentReport.objects.filter(comment=comment, reporter_key=reporter_key).first()


def to_decide(consultations: Iterable[Consultation]) -> dict[int, ToDecide]:
    """By consultation, in one query."""
    waiting = Comment.objects.waiting().filter(consultation=OuterRef("pk")).order_by().values("consultation")
    reports = CommentReport.objects.open().filter(comment__consultation=OuterRef("pk")).order_by()
    reported = reports.values("comment__consultation").annotate(found=Count("comment", distinct=True)).values("found")
    counted = Consultation.objects.filter(pk__in=[it.pk for it in consultations]).values_list(
        "pk",
        Coalesce(Subquery(waiting.annotate(found=Count("pk")).values("found")), 0),
        Coalesce(Subquery(reported), 0),
    )
    return {pk: ToDecide(waiting=waits, reported=found) for pk, waits, found in counted}


def _reasons(pks: Collection[int]) -> defaultdict[int, list[tuple[str, int]]]:
    """By comment, its open reports counted by reason."""
    rows = (
        CommentReport.objects.open()
        .filter(comment__in=pks)
        .order_by()
        .values_list("comment", "reason")
        .annotate(found=Count("pk"))
        .order_by("-found", "reason")
    )
    names = reason_names()
    reasons: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for pk, reason, found in rows:
        reasons[pk].append((names[reason], found))
    return reasons
