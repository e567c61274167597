"""Posting: what a stakeholder says on the web."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from comments.asked_places import AskedPlace
from comments.contributors import person_key
from comments.enums import Attribution, Kind, Position, Status
from comments.errors import (
    ParentTakenDown,
    RoundNotOpen,
    UnknownLanguage,
)
from comments.limits import POSTED_WORDS
from comments.models import Attachment, Comment
from comments.permissions import can_comment, can_reply, is_admitted
from comments.queries.moderation import status_at_posting
from comments.services.anchors import hooks_at
from comments.services.checks import (
    author_as_stored,
    check_attribution,
    check_author,
    check_length,
    check_voice,
    check_words,
    hold_state_of,
    made_by,
    not_admitted,
)
from comments.services.insertion import Entry, insert_comments
from comments.services.position_slots import with_slots
from comments.services.signing import signed
from common.enums import Verb
from common.errors import NotAllowed
from common.models import StoredFile
from common.prepared import Given, Prepared
from consultations.enums import DraftState
from consultations.languages import is_language
from consultations.models import Draft, Provision, Round


@transaction.atomic
def post_comment(
    *,
    by: User,
    round: Round,
    provision: Provision | None = None,
    places: Sequence[AskedPlace] = (),
    kind: Kind,
    position: Position,
    body: str,
    submission_id: UUID,
    proposed_wording: str = "",
    language: str = "",
    attribution: Attribution | None = None,
    speaking_for: Organisation | None = None,
    files: Sequence[StoredFile] = (),
) -> Comment:
    """Start a thread on a provision of the round's draft, or on the whole draft when `provision` is None; where there
    are `places`, on those instead.

    The author's name, group, country and organisation are copied as they are now; `comments.services.signing` says
    which, where it is `speaking_for` an organisation. How the author is shown must be one of the ways that the round
    allows; without `attribution` it is the usual one. The round may limit the length of the body. A wording is kept for
    the kind “proposed wording” only: other forms merely carried the prefilled text. What the round's moderation holds
    is pending and counts nowhere. The same `submission_id` makes one comment however often and however simultaneously
    it is sent. `files` are its author's, as `common.uploads.store` has kept them.

    The round may take one position a person or organisation at each place (`comments.position_slots`).

    Raises RoundNotOpen, NotAdmitted, NotAllowed, ProfileIncomplete, EmailNotVerified, SpeaksForItNoLonger,
    AttributionNotAllowed, NoOrganisationToName, PositionTaken, PlaceNotThere, TooManyPlaces, BodyMissing, BodyTooLong,
    UnknownLanguage.
    """
    if posted := _already_posted(submission_id, by=by):
        return posted
    hold_state_of(round.consultation_id)
    now = timezone.now()
    round = _rounds().get(pk=round.pk)
    author = author_as_stored(by)
    _check_open(round, at=now)
    _check_admitted(author, round)
    if not can_comment(author, round, at=now):
        raise NotAllowed(_("comment in this round"))
    check_author(author)
    wording = proposed_wording if kind == Kind.WORDING else ""
    check_words(body, limit=round.length_limit or POSTED_WORDS)
    check_length(wording, limit=POSTED_WORDS)
    _check_language(language)
    entry = Entry(
        round=round,
        posted_at=now,
        received_at=now,
        contributor_key=person_key(author.pk),
        provision=provision,
        hooks=hooks_at(round.draft, places),
        kind=kind,
        position=position,
        body=body,
        proposed_wording=wording,
        language=language or round.draft.language,
        attribution=attribution or usual_attribution(round),
        submission_id=submission_id,
        status=status_at_posting(author, round),
    )
    return _insert(entry, author=author, speaking_for=speaking_for, files=files)


@transaction.atomic
def post_reply(
    *,
    by: User,
    parent: Comment,
    body: str,
    submission_id: UUID,
    language: str = "",
    attribution: Attribution | None = None,
    speaking_for: Organisation | None = None,
    files: Sequence[StoredFile] = (),
) -> Comment:
    """Reply to a published comment, at any depth; otherwise like `post_comment`.

    Raises ParentTakenDown too: a moderator was faster.
    """
    if posted := _already_posted(submission_id, by=by):
        return posted
    hold_state_of(parent.consultation_id)
    now = timezone.now()
    parent = Comment.objects.select_related("round__consultation", "round__draft").get(pk=parent.pk)
    author = author_as_stored(by)
    _check_open(parent.round, at=now)
    _check_admitted(author, parent.round)
    if not can_reply(author, parent, at=now):
        raise NotAllowed(_("reply to this comment"))
    check_author(author)
    check_words(body, limit=parent.round.length_limit or POSTED_WORDS)
    _check_language(language)
    entry = Entry(
        round=parent.round,
        posted_at=now,
        received_at=now,
        contributor_key=person_key(author.pk),
        parent=parent,
        body=body,
        language=language or parent.round.draft.language,
        attribution=attribution or usual_attribution(parent.round),
        submission_id=submission_id,
        status=status_at_posting(author, parent.round),
    )
    posted = _insert(entry, author=author, speaking_for=speaking_for, files=files)
    _check_still_published(parent)
    return posted


@cache
def _rounds() -> Prepared[Round]:
    later = Draft.objects.filter(predecessor=OuterRef("draft"), state=DraftState.PUBLISHED)
    rounds = Round.objects.select_related("consultation", "draft").annotate(has_later_draft=Exists(later))
    return Prepared(rounds.filter(pk=Given("pk")))


def usual_attribution(round: Round) -> Attribution:
    """How an author who was not asked is shown: by name where the round allows it."""
    return next(it for it in Attribution if it in round.attributions)


def _insert(entry: Entry, *, author: User, speaking_for: Organisation | None, files: Sequence[StoredFile]) -> Comment:
    entry = signed(entry, author=author, speaking_for=speaking_for)
    check_voice(entry, round=entry.round)
    check_attribution(entry)
    posted = insert_comments([with_slots(entry, author=author)], by=author, verb=Verb.POSTED)[0]
    if files:
        Attachment.objects.bulk_create(Attachment(comment=posted, stored_file=file) for file in files)
    return posted


def _check_still_published(parent: Comment) -> None:
    """Whoever has inserted a published reply holds its ancestors: what is read here stays until the end."""
    if not Comment.objects.filter(pk=parent.pk, status=Status.PUBLISHED).exists():
        raise ParentTakenDown


def _already_posted(submission_id: UUID, *, by: User) -> Comment | None:
    posted = made_by(submission_id)
    if posted is not None and posted.author_id != by.pk:
        raise NotAllowed(_("send somebody else's form"))
    return posted


def _check_open(round: Round, *, at: datetime) -> None:
    state = round.state(at)
    if not state.takes_comments:
        raise RoundNotOpen(state)


def _check_admitted(author: User, round: Round) -> None:
    """For somebody at least; for whom it is said is looked at once that is known."""
    if not is_admitted(author, round):
        raise not_admitted(round)


def _check_language(language: str) -> None:
    if language and not is_language(language):
        raise UnknownLanguage
