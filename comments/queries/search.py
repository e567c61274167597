"""Comments by their words, through the door, in so much time however many comments have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat, JSONObject, Left

from accounts.models import User
from comments.asked_words import Asked
from comments.enums import Status
from comments.models import Anchor, Comment
from comments.models.comment import CommentQuerySet
from comments.passages import Piece, passage_of, pieces
from comments.queries.filters import Filters
from comments.queries.shown import ShownComment, ShownPlace, listed, shown
from comments.queries.threads import NEWEST_FIRST
from comments.queries.words import Marked
from common.keyset import after_cursor, cursor_after
from common.localized import localized
from consultations.models import Consultation, ProvisionText

FEW = 2_000
"""Up to so many comments with the words are all compared."""
RANKED = 500
"""Of more, so many of the newest are."""
WINDOW = 5_000
"""Where more have the words, one page looks through so many of the newest comments at most."""

LONGEST_LOOKED_THROUGH = 20_000
"""Characters of one comment in which a passage is looked for."""

FOUND = """
WITH found AS MATERIALIZED (
    SELECT comment_id FROM comments_commentwords WHERE vector @@ %s::tsquery LIMIT %s
),
few AS MATERIALIZED (SELECT count(*) <= %s AS yes FROM found),
hits AS (
    SELECT seen.id, seen.posted_at FROM found JOIN ({seen}) AS seen (id, posted_at) ON seen.id = found.comment_id
    WHERE (SELECT yes FROM few)
    UNION ALL
    (SELECT seen.id, seen.posted_at FROM ({window}) AS seen (id, posted_at)
    CROSS JOIN LATERAL (
        SELECT FROM comments_commentwords AS it WHERE it.comment_id = seen.id AND it.vector @@ %s::tsquery OFFSET 0
    ) AS has_them
    WHERE NOT (SELECT yes FROM few)
    ORDER BY seen.posted_at DESC, seen.id DESC LIMIT %s)
)
"""
"""`found` is few comments, or so many that they need not be looked for: then the newest are read until enough of them
have the words. PostgreSQL runs only the one half of `hits`, and OFFSET 0 keeps it from looking for all of them there,
which it would where it takes the words for rare."""
NEWEST = """SELECT few.yes, hits.id, hits.posted_at FROM few LEFT JOIN hits ON true
ORDER BY hits.posted_at DESC, hits.id DESC LIMIT %s"""
BEST = """SELECT few.yes, hits.id, hits.posted_at FROM few LEFT JOIN hits ON true
LEFT JOIN comments_commentwords AS it ON it.comment_id = hits.id
ORDER BY ts_rank(it.vector, %s::tsquery) DESC, hits.posted_at DESC, hits.id DESC LIMIT %s OFFSET %s"""


class Hit(NamedTuple):
    pk: int
    posted_at: datetime


@dataclass(frozen=True)
class FoundComment:
    """A comment that has the words, with what stands around them."""

    comment: ShownComment
    passage: tuple[Piece, ...]
    consultation: str
    zone: str


@dataclass(frozen=True)
class FoundComments:
    """A page of them. `next_cursor` or `next_page` lead onwards, as the order wants it. `is_bounded` says that more
    comments have the words than were compared; `stopped_early`, that the window ended before the page was full."""

    items: Sequence[FoundComment]
    next_cursor: str = ""
    next_page: int = 0
    is_bounded: bool = False
    stopped_early: bool = False


@dataclass(frozen=True)
class Search:
    """Who looks for what, and where: in one consultation, or in all that `user` may see."""

    user: User | AnonymousUser
    asked: Asked
    query: str
    consultation: Consultation | None = None
    filters: Filters = field(default_factory=Filters)
    few: int = FEW
    window: int = WINDOW

    @property
    def comments(self) -> CommentQuerySet:
        """Those that are looked through. Places whose words are gone are in no list of words."""
        comments = Comment.objects.visible_to(self.user).filter(self.filters.of_comments())
        comments = comments.filter(status__in=(Status.PUBLISHED, Status.PENDING))
        return comments.filter(consultation=self.consultation) if self.consultation else comments


def best_comments(search: Search, *, page: int = 1, size: int = 20) -> FoundComments:
    """Best answers first. Two queries."""
    start = (page - 1) * size
    if start >= search.few:
        return FoundComments(())
    few, hits = _run(
        search, search.comments, most=min(RANKED, search.few), order=BEST, limits=[search.query, size + 1, start]
    )
    more = len(hits) > size and start + size < search.few
    return FoundComments(_shown(search, hits[:size]), next_page=page + 1 if more else 0, is_bounded=not few)


def newest_comments(search: Search, *, cursor: str = "", size: int = 20) -> FoundComments:
    """Newest first. Two queries, and one where the window ends before the page is full. Raises BadCursor."""
    comments = after_cursor(cursor, search.comments, order=NEWEST_FIRST)
    few, hits = _run(search, comments, most=size + 1, order=NEWEST, limits=[size + 1])
    is_full = len(hits) > size
    last = Comment(pk=hits[size - 1].pk, posted_at=hits[size - 1].posted_at) if is_full else None
    if not is_full and not few:
        last = comments.order_by(*NEWEST_FIRST).only("posted_at")[search.window - 1 : search.window].first()
    return FoundComments(
        _shown(search, hits[:size]),
        next_cursor=cursor_after(last, comments, order=NEWEST_FIRST) if last else "",
        stopped_early=last is not None and not is_full,
    )


def _run(
    search: Search, comments: QuerySet[Comment], *, most: int, order: str, limits: Sequence[object]
) -> tuple[bool, list[Hit]]:
    """Whether few comments have the words, so that all of them were compared, and a page of those that may be seen."""
    columns = comments.values_list("pk", "posted_at")
    try:
        seen, seen_values = columns.order_by().query.sql_with_params()
        window, window_values = columns.order_by(*NEWEST_FIRST)[: search.window].query.sql_with_params()
    except EmptyResultSet:
        return True, []
    values = [search.query, search.few + 1, search.few, *seen_values, *window_values, search.query, most, *limits]
    with connection.cursor() as cursor:
        cursor.execute(FOUND.format(seen=seen, window=window) + order, values)
        rows: list[tuple[bool, int | None, datetime]] = cursor.fetchall()
    return bool(rows and rows[0][0]), [Hit(pk, posted_at) for _few, pk, posted_at in rows if pk is not None]


def _shown(search: Search, hits: Sequence[Hit]) -> list[FoundComment]:
    if not hits:
        return []
    words = Concat(
        "current_revision__body_text", Value("\n", output_field=TextField()), "current_revision__proposed_wording"
    )
    comments = listed(Comment.objects.filter(pk__in=[hit.pk for hit in hits])).annotate(
        passage=Marked(language="language", words=words, asked=search.asked),
        hangs_on=ArraySubquery(_places()),
        all_words=Left(words, LONGEST_LOOKED_THROUGH),
        titles=F("consultation__titles"),
        zone=F("consultation__time_zone"),
    )
    found: dict[int, Any] = {comment.pk: comment for comment in comments}
    return [_found(found[hit.pk], search.asked) for hit in hits if hit.pk in found]


def _found(comment: Any, asked: Asked) -> FoundComment:
    """Of a comment with the annotations of `_shown`."""
    words = comment.all_words.strip()
    places = [_place(**place) for place in comment.hangs_on]
    return FoundComment(
        comment=shown(comment, places=places),
        passage=passage_of(words, asked.runs) or pieces(comment.passage, of=words),
        consultation=localized(comment.titles),
        zone=comment.zone,
    )


def _place(*, eid: str | None, number: str | None, heading: str | None, **draft: Any) -> ShownPlace:
    """Without a provision: the whole draft."""
    return ShownPlace(**draft, eid=eid or "", number=number or "", heading=heading or "")


def _places() -> QuerySet[Anchor, Any]:
    """Where the thread of a comment hangs, as `ShownPlace` has it."""
    text = ProvisionText.objects.filter(provision=OuterRef("provision"), language=OuterRef("draft__language"))
    place = JSONObject(
        slug="draft__consultation__slug",
        draft_number="draft__number",
        draft_label="draft__label",
        eid="provision__eid",
        number=Subquery(text.values("number")),
        heading=Subquery(text.values("heading")),
    )
    return Anchor.objects.filter(comment=OuterRef("root"), leads=True).order_by("ordinal").values(place=place)
