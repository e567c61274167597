"""One's own contributions as CSV. Names of columns are those of the comment table: add at the end, never rename."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from comments.models import Anchor, Comment, ResponseTarget
from comments.models.comment import CommentQuerySet
from comments.queries.threads import NEWEST_FIRST
from common.csv_lines import csv_lines, instant

HEAD = (
    "comment_id", "url", "consultation", "round", "draft", "provision_eid", "parent_id", "posted_at", "edited_at",
    "author_name", "organisation", "language", "kind", "position", "body", "proposed_wording", "agree_count",
    "disagree_count", "reply_count", "status", "moderation_reason", "disposition", "response", "responded_at",
    "attribution", "moderation_note", "withdrawn_at",
)  # fmt: skip
CHUNK = 500

PLACE = Anchor.objects.filter(comment=OuterRef("root"), ordinal=1).values("provision__eid")
ANSWER = (
    ResponseTarget.objects.filter(comment=OuterRef("pk"))
    .order_by("-response__created_at", "-response")
    .values(
        answer=JSONObject(disposition="response__disposition_id", text="response__body_text", at="response__created_at")
    )
)


def contribution_lines(comments: CommentQuerySet) -> Iterator[str]:
    """Newest first, streamed; hidden comments with their words, which are their author's own."""
    rows = comments.select_related("consultation", "round", "draft", "parent", "current_revision")
    rows = rows.annotate(eid=Subquery(PLACE), answer=Subquery(ANSWER[:1])).order_by(*NEWEST_FIRST)
    return csv_lines(HEAD, map(_row, rows.iterator(chunk_size=CHUNK)))


def _row(comment: Comment) -> tuple[str | int, ...]:
    answer = comment.answer or {}  # type: ignore[attr-defined]  # annotated
    return (
        comment.reference,
        settings.BASE_URL + comment.get_absolute_url(),
        comment.consultation.slug,
        comment.round.number,
        comment.draft.label,
        comment.eid or "",  # type: ignore[attr-defined]  # annotated
        comment.parent.reference if comment.parent else "",
        instant(comment.posted_at),
        instant(comment.edited_at),
        comment.author_name,
        comment.organisation_name,
        comment.language,
        comment.kind,
        comment.position,
        comment.current_revision.body,
        comment.current_revision.proposed_wording,
        comment.agree_count,
        comment.disagree_count,
        comment.reply_count,
        comment.status,
        comment.moderation_reason,
        answer.get("disposition", ""),
        answer.get("text", ""),
        _utc(answer.get("at", "")),
        comment.attribution,
        comment.moderation_note,
        instant(comment.withdrawn_at),
    )


def _utc(at: str) -> str:
    return instant(datetime.fromisoformat(at)) if at else ""
