"""Editing: an author changes what they said. Every edit is a row (`CommentRevision`); readers compare those listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from comments.enums import Kind, Position, Status
from comments.errors import EditedMeanwhile, WordsStand
from comments.limits import POSTED_WORDS
from comments.models import Comment, CommentRevision
from comments.permissions import can_edit, is_edited_quietly, is_own
from comments.queries.moderation import status_at_posting
from comments.queries.revision import has_echo, last_number
from comments.services.ancestors import lock_with_ancestors
from comments.services.checks import (
    author_as_stored,
    check_author,
    check_length,
    check_speaks_for_it,
    check_words,
    hold_state_of,
)
from comments.services.counting import count_over, keys_of
from comments.services.position_slots import slots_after
from common.enums import Verb
from common.errors import NotAllowed
from common.markup import render
from common.services.audit import record
from common.text import storable


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a comment is to say. Of replies only the body counts."""

    body: str
    proposed_wording: str = ""
    kind: Kind = Kind.GENERAL
    position: Position = Position.NONE


class Shown(StrEnum):
    """How readers meet an edit."""

    QUIETLY = "quietly"
    AS_REVISION = "as-revision"
    ONCE_DECIDED = "once-decided"


@transaction.atomic
def edit_comment(*, by: User, comment: Comment, seen: int, words: Words) -> Comment:
    """Change what the author has said. `seen` is the number of the revision that was edited.

    What nobody has relied on yet is replaced (`is_edited_quietly`); later edits are revisions that readers can compare.
    Where the round holds every comment, an edit of a published one waits as well: readers have the old words until the
    team has decided. The same words again change nothing, so a form sent twice makes one revision. Name, group,
    country, organisation and language stay those of the posting. Checks are those of posting.

    Raises NotAllowed, WordsStand, EditedMeanwhile, PositionTaken, ProfileIncomplete, EmailNotVerified, BodyMissing,
    BodyTooLong.
    """
    hold_state_of(comment.consultation_id)
    lock_with_ancestors(comment.pk)
    edited = _held(comment)
    now, author = timezone.now(), author_as_stored(by)
    check_editable(author, edited, at=now)
    check_author(author)
    words = _checked(words, edited)
    latest = edited.waiting_revision or edited.current_revision
    revision = _revised(edited, words, by=author, at=now)
    if _says(latest, revision):
        return edited
    if seen != latest.number:
        raise EditedMeanwhile
    slots = slots_after(edited, words.position, author=author)
    shown = _show(edited, revision, author=author, slots=slots)
    record(
        by=by,
        verb=Verb.EDITED,
        subject=edited,
        before={"revision": latest.number, "kind": latest.kind, "position": latest.position},
        after={"revision": revision.number, "kind": revision.kind, "position": revision.position, "shown": shown},
    )
    return edited


def check_editable(author: User, comment: Comment, *, at: datetime) -> None:
    """Also before the form is shown. The comment comes with its round and its organisation.

    Raises NotAllowed, WordsStand.
    """
    if not is_own(author, comment):
        raise NotAllowed(_("edit what somebody else has said"))
    if not comment.shows_words:
        raise WordsStand(_("This comment was withdrawn or hidden, so there are no words to change."))
    if not can_edit(author, comment, at=at):
        raise WordsStand(_("The round takes no comments from you now: what was said in it stays as it is."))
    check_speaks_for_it(author, comment)


def put_in_place(comment: Comment, revision: CommentRevision, *, slots: Sequence[str]) -> None:
    """The revision, which is stored, is what the comment says from now on. The caller holds the comment, which comes
    with its group."""
    is_recounted = comment.status == Status.PUBLISHED and comment.position != revision.position
    gone = keys_of(comment) if is_recounted else None
    comment.current_revision, comment.waiting_revision = revision, None
    comment.kind, comment.position, comment.position_slots = revision.kind, revision.position, [*slots]
    comment.save(
        update_fields=[
            "current_revision",
            "waiting_revision",
            "kind",
            "position",
            "position_slot",
            "further_slots",
            "edited_at",
        ]
    )
    if gone is not None:
        count_over(gone=gone, come=keys_of(comment))


def _held(comment: Comment) -> Comment:
    """As stored now; the caller has locked it."""
    rows = Comment.objects.select_related(
        "round__consultation",
        "round__draft",
        "organisation",
        "stakeholder_group",
        "current_revision",
        "waiting_revision",
    )
    return rows.get(pk=comment.pk)


def _checked(words: Words, comment: Comment) -> Words:
    """As posting asks: a wording is kept for the kind “proposed wording” only."""
    is_wording = words.kind == Kind.WORDING and not comment.is_reply
    words = replace(words, proposed_wording=words.proposed_wording if is_wording else "")
    check_words(words.body, limit=comment.round.length_limit or POSTED_WORDS)
    check_length(words.proposed_wording, limit=POSTED_WORDS)
    return words


def _revised(comment: Comment, words: Words, *, by: User, at: datetime) -> CommentRevision:
    body = storable(words.body)
    rendered = render(body)
    return CommentRevision(
        comment=comment,
        number=last_number(comment) + 1,
        body=body,
        body_html=rendered.html,
        body_text=rendered.text,
        proposed_wording=storable(words.proposed_wording),
        kind="" if comment.is_reply else words.kind,
        position="" if comment.is_reply else words.position,
        by=by,
        created_at=at,
    )


def _says(latest: CommentRevision, revision: CommentRevision) -> bool:
    """Whether nothing is new in it."""
    return all(
        getattr(latest, name) == getattr(revision, name) for name in ("body", "proposed_wording", "kind", "position")
    )


def _show(comment: Comment, revision: CommentRevision, *, author: User, slots: Sequence[str]) -> Shown:
    is_held = comment.status == Status.PUBLISHED and status_at_posting(author, comment.round) is Status.PENDING
    is_quiet = is_edited_quietly(comment, at=revision.created_at, has_echo=has_echo(comment))
    revision.is_listed = not is_held
    revision.save(force_insert=True)
    if is_held:
        comment.waiting_revision = revision
        comment.save(update_fields=["waiting_revision"])
        return Shown.ONCE_DECIDED
    if is_quiet:
        CommentRevision.objects.filter(pk=comment.current_revision_id).update(is_listed=False)
    else:
        comment.edited_at = revision.created_at
    put_in_place(comment, revision, slots=slots)
    return Shown.QUIETLY if is_quiet else Shown.AS_REVISION
