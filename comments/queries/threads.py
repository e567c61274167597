"""Lists of threads and of comments, in pages that cost the same wherever they are and however long the list is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import chain

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.reader_kind import ReaderKind
from comments.enums import AnchorType, Sort, Status
from comments.models import Anchor, Comment
from comments.models.comment import CommentQuerySet, is_comment_seen_by
from comments.queries.filters import Filters
from comments.queries.here import NOWHERE, Here
from comments.queries.shown import ShownComment, ShownPlace, listed, shown, shown_place
from common.keyset import KeysetPage, cursor_after, first_page, paginate
from common.prepared import Given, IsOneOf, Prepared
from consultations.models import Consultation, Draft, Provision, Round

FIRST_REPLIES = 3
CONTEXT = 3
"""Replies that stand above the one whose address was asked for."""

NEWEST_FIRST = ("-posted_at", "-id")
COMMENTS_IN = {
    Sort.NEWEST: NEWEST_FIRST,
    Sort.OLDEST: ("posted_at", "id"),
    Sort.AGREED: ("-agree_count", "-id"),
    Sort.DISCUSSED: ("-reply_count", "-id"),
}
THREADS_IN = {
    Sort.NEWEST: ("-posted_at", "-comment_id"),
    Sort.OLDEST: ("posted_at", "comment_id"),
    Sort.AGREED: ("-agree_count", "-comment_id"),
    Sort.DISCUSSED: ("-reply_count", "-comment_id"),
}
"""Orders of comments and of anchors; an index serves each."""

READING_ORDER = ("path",)
ALL = Filters()

Reader = User | AnonymousUser


@dataclass(frozen=True)
class Thread:
    """A first comment, the first of its replies in reading order, and how many more there are."""

    comment: ShownComment
    replies: tuple[ShownComment, ...]
    more: int


@dataclass(frozen=True)
class ThreadPage:
    """A whole thread: its places, its first comment, and a page of its replies in reading order. In the list of each of
    its places the page after `list_cursor` begins with it."""

    places: tuple[ShownPlace, ...]
    comment: ShownComment
    replies: KeysetPage[ShownComment]
    list_cursor: str = ""


def threads_on(
    *,
    user: Reader,
    draft: Draft,
    provision: Provision | None = None,
    round: Round | None = None,
    filters: Filters = ALL,
    cursor: str = "",
    size: int = 20,
) -> KeysetPage[Thread]:
    """Threads on a provision, or on the whole draft without one, in the order of the filters; of one round, or of all.

    Filters look at first comments. Raises BadCursor for a cursor of another list or order.
    """
    if cursor or filters.query or round:
        place = provision.pk if provision else None
        anchors = _anchors(user, draft=draft.pk, provision=place, now=timezone.now()).filter(
            filters.of_threads(user, "comment__")
        )
        if round is not None:
            anchors = anchors.filter(comment__round=round)
        page = paginate(anchors, order=THREADS_IN[filters.sort], cursor=cursor, size=size)
    else:
        page = _first_anchors(user, draft=draft, provision=provision, size=size)
    wanted = {anchor.comment_id: anchor.replies for anchor in page.items}  # type: ignore[attr-defined]  # annotated
    threads = _threads(wanted, user=user, here=filters.here)
    return KeysetPage(items=threads, next_cursor=page.next_cursor, previous_cursor=page.previous_cursor)


def thread_page(
    root: Comment, *, user: Reader, cursor: str = "", at: Comment | None = None, here: Here = NOWHERE, size: int = 50
) -> ThreadPage:
    """The thread of `root`. With `at`, a reply in it, and without a cursor, the page on which that reply stands."""
    if at is not None and at.pk != root.pk and not cursor:
        cursor = _cursor_to(at, user=user)
    kind, given = ReaderKind.of(user), {"reader": user.pk, "now": timezone.now(), "root": root.pk}
    if cursor:
        replies = listed(_replies(user).filter(root=root), reader=user)
        page = paginate(replies, order=READING_ORDER, cursor=cursor, size=size)
    else:
        page = first_page(_prepared_replies(kind, size).rows(**given), of=Comment, order=READING_ORDER, size=size)
    first = _prepared_root(kind).get(**given)
    return ThreadPage(
        places=places_of([root.pk])[root.pk],
        comment=shown(first, here=here, reader=user),
        replies=KeysetPage(
            items=[shown(reply, here=here, reader=user) for reply in page.items],
            next_cursor=page.next_cursor,
            previous_cursor=page.previous_cursor,
        ),
        list_cursor=_cursor_before(first),
    )


@cache
def _prepared_root(kind: ReaderKind) -> Prepared[Comment]:
    root = Comment.objects.visible_to(kind.anyone, Given("now")).filter(pk=Given("root"))
    return Prepared(listed(root, reader=kind.anyone))


@cache
def _prepared_replies(kind: ReaderKind, size: int) -> Prepared[Comment]:
    replies = _replies(kind.anyone, Given("now")).filter(root=Given("root"))
    return Prepared(listed(replies, reader=kind.anyone).order_by(*READING_ORDER)[: size + 1])


def comments_of(
    consultation: Consultation,
    user: Reader,
    filters: Filters = ALL,
    cursor: str = "",
    *,
    round: Round | None = None,
    size: int = 20,
) -> KeysetPage[ShownComment]:
    """All comments of a consultation, first ones and replies, each with the places of its thread."""
    comments = Comment.objects.visible_to(user).filter(filters.of_comments(), consultation=consultation)
    if round is not None:
        comments = comments.filter(round=round)
    page = paginate(listed(comments, reader=user), order=COMMENTS_IN[filters.sort], cursor=cursor, size=size)
    places, here = places_of({comment.root_id for comment in page.items}), filters.here
    return KeysetPage(
        items=[shown(comment, places=places[comment.root_id], here=here, reader=user) for comment in page.items],
        next_cursor=page.next_cursor,
        previous_cursor=page.previous_cursor,
    )


def places_of(roots: Collection[int]) -> dict[int, tuple[ShownPlace, ...]]:
    """Where threads hang, by the primary key of their first comment, in the order of their anchors."""
    places: dict[int, list[ShownPlace]] = defaultdict(list)
    for anchor in _prepared_places().rows(roots=[*roots]):
        places[anchor.comment_id].append(shown_place(anchor.draft, anchor.provision))
    return {root: tuple(places[root]) for root in roots}


@cache
def _prepared_places() -> Prepared[Anchor]:
    anchors = Anchor.objects.filter(IsOneOf("comment", Given("roots")), leads=True).order_by("comment", "ordinal")
    return Prepared(anchors.select_related("draft__consultation", "provision").prefetch_related("provision__texts"))


def _anchors(
    user: Reader, *, draft: int | Given, provision: int | Given | None, now: datetime | Given
) -> QuerySet[Anchor]:
    """Where the threads hang that `user` may see, each with the first of its replies in reading order."""
    place = {"draft": draft, "type": AnchorType.DRAFT} if provision is None else {"provision": provision}
    seen = is_comment_seen_by(user, "comment__", now=now)
    anchors = Anchor.objects.filter(seen, leads=True, comment__draft=draft, **place)
    return anchors.annotate(replies=_first_replies(user, now)).only(
        "comment", "posted_at", "agree_count", "reply_count"
    )


def _first_anchors(user: Reader, *, draft: Draft, provision: Provision | None, size: int) -> KeysetPage[Anchor]:
    """The first page of all threads, which nearly every reader asks for."""
    prepared = _prepared_anchors(ReaderKind.of(user), is_whole_draft=provision is None, size=size)
    rows = prepared.rows(
        reader=user.pk, now=timezone.now(), draft=draft.pk, provision=provision.pk if provision else None
    )
    return first_page(rows, of=Anchor, order=THREADS_IN[Sort.NEWEST], size=size)


@cache
def _prepared_anchors(kind: ReaderKind, *, is_whole_draft: bool, size: int) -> Prepared[Anchor]:
    provision = None if is_whole_draft else Given("provision")
    anchors = _anchors(kind.anyone, draft=Given("draft"), provision=provision, now=Given("now"))
    return Prepared(anchors.order_by(*THREADS_IN[Sort.NEWEST])[: size + 1])


def _threads(wanted: dict[int, list[int]], *, user: Reader, here: Here) -> list[Thread]:
    """The threads of these first comments, each with these replies, in this order; by primary keys."""
    prepared = _prepared_comments(ReaderKind.of(user))
    found = prepared.rows(reader=user.pk, keys=[*wanted, *chain(*wanted.values())])
    comments = {comment.pk: shown(comment, here=here, reader=user) for comment in found}
    return [_thread(comments[root], [comments[pk] for pk in replies]) for root, replies in wanted.items()]


@cache
def _prepared_comments(kind: ReaderKind) -> Prepared[Comment]:
    return Prepared(listed(Comment.objects.filter(IsOneOf("pk", Given("keys"))), reader=kind.anyone))


def _thread(comment: ShownComment, replies: list[ShownComment]) -> Thread:
    published = sum(reply.status is Status.PUBLISHED for reply in replies)
    return Thread(comment=comment, replies=tuple(replies), more=max(0, comment.reply_count - published))


def _first_replies(user: Reader, now: datetime | Given) -> ArraySubquery:
    """Of an anchor's thread, the first replies in reading order: a few index entries, however long the thread is."""
    return ArraySubquery(
        _replies(user, now).filter(root=OuterRef("comment_id")).order_by(*READING_ORDER).values("pk")[:FIRST_REPLIES]
    )


def _replies(user: Reader, now: datetime | Given | None = None) -> CommentQuerySet:
    return Comment.objects.visible_to(user, now).filter(parent__isnull=False)


def _cursor_before(first: Comment) -> str:
    """What would stand right above a thread, newest first, if anything did."""
    above = Anchor(posted_at=first.posted_at, comment_id=first.pk + 1)
    return cursor_after(above, Anchor.objects.all(), order=THREADS_IN[Sort.NEWEST])


def _cursor_to(reply: Comment, *, user: Reader) -> str:
    """The cursor of the page that begins a few replies above `reply`; "" where the thread begins there."""
    replies = _replies(user).filter(root=reply.root_id)
    before = replies.filter(path__lt=reply.path).order_by("-path")[CONTEXT : CONTEXT + 1].first()
    return cursor_after(before, replies, order=READING_ORDER) if before else ""
