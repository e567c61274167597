"""What a letter may tell its reader at the moment when it is written, and what it needs for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import UnreachableAddress, User
from comments.enums import LetterKind, Status
from comments.models import Anchor, Attachment, Comment, CommentNotice, Response
from comments.queries.shown import ShownPlace
from comments.queries.threads import places_of
from common.tokens import digest_of_address
from consultations.models import Round

SHOWN_AS = {
    LetterKind.RECEIPT: {Status.PUBLISHED, Status.PENDING},
    LetterKind.REPLY: {Status.PUBLISHED},
    LetterKind.MODERATION: {Status.PUBLISHED},
    LetterKind.RESPONSE: {Status.PUBLISHED, Status.HIDDEN, Status.PENDING},
}
"""In which states a comment may be told of. An answer stands in the open also where the comment is hidden."""


@dataclass(frozen=True)
class Matter:
    """What letters tell of: comments, by their keys, with their words, parents, rounds and consultations; where threads
    hang, by the keys of their first comments; responses with their dispositions; of what receipts are for, the anchors
    and the names of files, by the keys of the comments."""

    comments: dict[int, Comment]
    places: dict[int, tuple[ShownPlace, ...]]
    responses: dict[int, Response]
    anchors: dict[int, list[Anchor]]
    files: dict[int, list[str]]


def is_reachable(reader: User) -> bool:
    """Whose account is open, and whose letters have not come back."""
    digest = digest_of_address(reader.email)
    return reader.is_active and not UnreachableAddress.objects.filter(address_digest=digest).exists()


def still_to_be_told(notices: Sequence[CommentNotice], reader: User, *, at: datetime) -> dict[int, int]:
    """The notices, by their keys, that the reader may be told now, each with its thread's key."""
    seen = Comment.objects.visible_to(reader, at).filter(pk__in={it.comment_id for it in notices})
    rows = {pk: (status, root) for pk, status, root in seen.values_list("pk", "status", "root")}
    return {
        it.pk: rows[it.comment_id][1]
        for it in notices
        if it.comment_id in rows and rows[it.comment_id][0] in SHOWN_AS[LetterKind(it.kind)]
    }


def kept_until_closing(notices: Sequence[CommentNotice], *, at: datetime) -> dict[int, Round]:
    """Those notices, by their keys, whose comment nobody sees yet because its round keeps it, with the round."""
    keeping = Round.objects.keeping_comments_at(at).values("pk")
    told = Comment.objects.filter(pk__in={it.comment_id for it in notices}, round__in=keeping)
    kept = told.select_related("round__consultation")
    rounds = {comment.pk: comment.round for comment in kept}
    return {it.pk: rounds[it.comment_id] for it in notices if it.comment_id in rounds}


def matter_of(notices: Collection[CommentNotice]) -> Matter:
    """Seven queries at most, however many there are."""
    related = ("current_revision", "parent__current_revision", "round", "consultation")
    comments = Comment.objects.select_related(*related).in_bulk({it.comment_id for it in notices})
    answers = {it.response_id for it in notices if it.response_id}
    posted = {it.comment_id for it in notices if it.kind == LetterKind.RECEIPT}
    return Matter(
        comments=comments,
        places=places_of({comment.root_id for comment in comments.values()}),
        responses=Response.objects.select_related("disposition").in_bulk(answers) if answers else {},
        anchors=_anchors_of(posted),
        files=_files_of(posted),
    )


def _anchors_of(comments: Collection[int]) -> dict[int, list[Anchor]]:
    anchors: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in Anchor.objects.filter(comment__in=comments).order_by("comment", "ordinal"):
        anchors[anchor.comment_id].append(anchor)
    return anchors


def _files_of(comments: Collection[int]) -> dict[int, list[str]]:
    files: dict[int, list[str]] = defaultdict(list)
    attached = Attachment.objects.filter(comment__in=comments).order_by("pk")
    for comment, name in attached.values_list("comment", "stored_file__name"):
        files[comment].append(name)
    return files
