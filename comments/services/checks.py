"""What every way in asks of the author and the words, and how a form that is sent twice is known."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.voices import Voice
from comments.enums import Attribution
from comments.errors import (
    AttributionNotAllowed,
    BodyMissing,
    BodyTooLong,
    EmailNotVerified,
    NoOrganisationToName,
    NotAdmitted,
    ProfileIncomplete,
    WordsStand,
)
from comments.models import Comment, Invitee
from comments.services.insertion import Entry
from comments.services.signing import Signature
from common.prepared import Given, Prepared
from common.text import is_blank
from consultations.audience import meant_by
from consultations.models import Round
from consultations.queries.audience import audience_names
from consultations.rules_in_words import audience_words


def check_words(body: str, proposed_wording: str = "", *, limit: int) -> None:
    """Raises BodyMissing where a reader would see nothing, and BodyTooLong; `limit` is in characters."""
    if is_blank(body):
        raise BodyMissing
    for text in (body, proposed_wording):
        check_length(text, limit=limit)


def check_length(text: str, *, limit: int) -> None:
    if len(text) > limit:
        raise BodyTooLong(limit=limit, length=len(text))


def check_attribution(entry: Entry) -> None:
    """Raises AttributionNotAllowed, NoOrganisationToName."""
    check_shown(entry.attribution, entry.round, organisation_name=entry.organisation_name)


def check_shown(attribution: Attribution, round: Round, *, organisation_name: str) -> None:
    """Raises AttributionNotAllowed for what the round does not offer, NoOrganisationToName for nothing to show."""
    if attribution not in round.attributions:
        raise AttributionNotAllowed
    if attribution == Attribution.ORGANISATION and not organisation_name:
        raise NoOrganisationToName


def check_voice(signer: Entry | Signature, *, round: Round) -> None:
    """Raises NotAdmitted where the round admits neither the person nor the organisation that is spoken for. Whoever has
    accepted an invitation is admitted for whomever they may speak."""
    group = signer.stakeholder_group
    voice = Voice(
        group=group.slug if group else "",
        country=signer.country,
        organisation_id=signer.organisation.pk if signer.organisation else None,
    )
    if not meant_by(round).holds(voice) and not _holds_invitation(signer.author, round):
        raise not_admitted(round)


def _holds_invitation(author: User | None, round: Round) -> bool:
    """It is held until our transaction ends: whoever withdraws it comes before or after."""
    accepted = Invitee.objects.accepted().filter(accepted_by=author, consultation=round.consultation_id)
    return author is not None and accepted.select_for_update().order_by("pk").first() is not None


def not_admitted(round: Round) -> NotAdmitted:
    return NotAdmitted(audience_words(round, audience_names([round])[round.pk]))


def author_as_stored(by: User) -> User:
    """The person as stored now, not as the session remembers."""
    return _people().get(pk=by.pk)


@cache
def _people() -> Prepared[User]:
    return Prepared(User.objects.select_related("stakeholder_group").filter(pk=Given("pk")))


def check_author(author: User) -> None:
    """Raises ProfileIncomplete, EmailNotVerified."""
    if author.profile_completed_at is None:
        raise ProfileIncomplete
    if author.email.casefold() not in {it.email.casefold() for it in _verified_addresses().rows(user=author.pk)}:
        raise EmailNotVerified


@cache
def _verified_addresses() -> Prepared[EmailAddress]:
    return Prepared(EmailAddress.objects.filter(user=Given("user"), verified=True))


def check_speaks_for_it(author: User, comment: Comment) -> None:
    """What was said for an organisation is changed and taken back by whoever may still speak for it. The comment comes
    with its organisation. Raises WordsStand."""
    if comment.organisation is None:
        return
    if not Membership.objects.active().filter(user=author, organisation=comment.organisation).exists():
        why = _("You no longer speak for %(name)s, so what was said for it stays as it is.")
        raise WordsStand(why % {"name": comment.organisation.name})


def hold_state_of(consultation_id: int) -> None:
    """Until our transaction ends nobody publishes, takes back or archives the consultation; what is read of it from now
    on stays true. Other writers of comments are not kept waiting."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM consultations_consultation WHERE id = %s FOR KEY SHARE", [consultation_id])


def made_by(submission_id: UUID) -> Comment | None:
    """The comment that this submission has made. Whoever sends the same one meanwhile waits here until we are done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"submission:{submission_id}"])
    return next(iter(_made().rows(submission_id=submission_id)), None)


@cache
def _made() -> Prepared[Comment]:
    return Prepared(Comment.objects.filter(submission_id=Given("submission_id")))
