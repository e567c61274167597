"""Entering, one by one, what reached the secretariat by e-mail, by letter or at a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import StakeholderGroup, User
from comments.attachments import ATTACHMENT_FILES
from comments.contributors import named_key
from comments.enums import Attribution, Channel, Kind, Position
from comments.errors import DraftNotPublished, SaidInTheFuture
from comments.limits import RECORDED_WORDS
from comments.models import Attachment, Comment
from comments.permissions import can_enter
from comments.services.checks import check_words, made_by
from comments.services.insertion import Entry, insert_comments
from common.enums import Verb
from common.errors import NotAllowed
from common.uploads import ATTACHMENT_LIMIT, Readable, store
from consultations.models import Provision, Round

CHANNELS = (Channel.EMAIL, Channel.LETTER, Channel.EVENT)


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Who said it, as the letter or the minutes have it. `country` is ISO 3166-1 alpha-2 or ""."""

    name: str = ""
    organisation: str = ""
    stakeholder_group: StakeholderGroup | None = None
    country: str = ""


@dataclass(frozen=True)
class Upload:
    """A file that came with it, not yet stored."""

    file: Readable
    name: str


@transaction.atomic
def enter_comment(
    *,
    by: User,
    round: Round,
    provision: Provision | None,
    channel: Channel,
    said_at: datetime,
    speaker: Speaker,
    body: str,
    submission_id: UUID,
    kind: Kind = Kind.GENERAL,
    position: Position = Position.NONE,
    proposed_wording: str = "",
    language: str = "",
    attribution: Attribution = Attribution.NAME,
    attachment: Upload | None = None,
) -> Comment:
    """Record a comment for somebody else, on a provision or on the whole draft; after closing as well.

    What was said outside the round is flagged late. The same `submission_id` makes one comment.
    Raises NotAllowed, DraftNotPublished, SaidInTheFuture, BodyMissing, BodyTooLong, UploadRefused.
    """
    if not can_enter(by, round.consultation):
        raise NotAllowed(_("enter comments into this consultation"))
    if entered := made_by(submission_id):
        return entered
    _check(round, said_at=said_at, body=body, proposed_wording=proposed_wording)
    entry = Entry(
        round=round,
        provision=provision,
        channel=channel,
        posted_at=said_at,
        body=body,
        kind=kind,
        position=position,
        proposed_wording=proposed_wording if kind == Kind.WORDING else "",
        language=language or round.draft.language,
        contributor_key=named_key(name=speaker.name, organisation=speaker.organisation, country=speaker.country),
        author_name=speaker.name,
        organisation_name=speaker.organisation,
        stakeholder_group=speaker.stakeholder_group,
        country=speaker.country,
        attribution=attribution,
        submission_id=submission_id,
    )
    comment = insert_comments([entry], by=by, verb=Verb.ENTERED)[0]
    if attachment:
        _attach(comment, attachment)
    return comment


def _check(round: Round, *, said_at: datetime, body: str, proposed_wording: str) -> None:
    if not round.draft.is_published:
        raise DraftNotPublished
    if said_at > timezone.now():
        raise SaidInTheFuture
    check_words(body, proposed_wording, limit=RECORDED_WORDS)


def _attach(comment: Comment, upload: Upload) -> None:
    stored = store(upload.file, name=upload.name, allowed=ATTACHMENT_FILES, limit=ATTACHMENT_LIMIT)
    Attachment.objects.create(comment=comment, stored_file=stored)
