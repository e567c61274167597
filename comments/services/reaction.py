"""Agreeing and disagreeing with a comment.

No audit row is written: the record is for ever, and who agreed with whom, and took it back, is nobody's business. The
row of the reaction is all that is kept.

Order of rows, for every writer: the reaction, then its comment, then the comment's anchors.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from comments.enums import Opinion, Status
from comments.errors import (
    EmailNotVerified,
    EmailNotVerifiedToReact,
    NotAdmittedToReact,
    NothingToReactTo,
    RoundTakesNoReactions,
)
from comments.models import Anchor, Comment, Reaction
from comments.permissions import can_react, can_take_back, is_admitted
from comments.services.checks import author_as_stored, check_author, hold_state_of
from common.errors import NotAllowed
from consultations.enums import ConsultationState, RoundState
from consultations.models import Round
from consultations.queries.audience import audience_names
from consultations.rules_in_words import audience_words


@transaction.atomic
def react(*, by: User, comment: Comment, opinion: Opinion) -> None:
    """Agree or disagree with what somebody else has said; instead of what one thought of it before. The same again
    changes nothing. The person's group is copied as it is now.

    Raises RoundTakesNoReactions, NotAdmittedToReact, NothingToReactTo, NotAllowed, ProfileIncomplete,
    EmailNotVerifiedToReact.
    """
    _hold_reaction(by, comment)
    hold_state_of(comment.consultation_id)
    now = timezone.now()
    comment = Comment.objects.select_related("round__consultation", "round__draft").get(pk=comment.pk)
    person = author_as_stored(by)
    check_takes_reactions(comment.round, at=now)
    if not is_admitted(person, comment.round):
        raise NotAdmittedToReact(audience_words(comment.round, audience_names([comment.round])[comment.round_id]))
    if comment.status != Status.PUBLISHED:
        raise NothingToReactTo
    if not can_react(person, comment, at=now):
        raise NotAllowed(_("agree or disagree with this comment"))
    _check_person(person)
    reaction = Reaction.objects.visible_to(person).filter(comment=comment).first()
    before = reaction.value if reaction else ""
    if before == opinion:
        return
    reaction = reaction or Reaction(comment=comment, user=person)
    reaction.value, reaction.stakeholder_group, reaction.reacted_at = opinion, person.stakeholder_group, now
    reaction.save()
    if _count(comment, before=before, after=opinion) is not Status.PUBLISHED:
        raise NothingToReactTo


@transaction.atomic
def take_back(*, by: User, comment: Comment) -> None:
    """As if one had never reacted; without a reaction nothing happens. Raises RoundTakesNoReactions,
    NotAllowed."""
    _hold_reaction(by, comment)
    hold_state_of(comment.consultation_id)
    reactions = Reaction.objects.visible_to(by).select_related("comment__round__consultation")
    reaction = reactions.filter(comment=comment).first()
    if reaction is None:
        return
    now = timezone.now()
    check_takes_reactions(reaction.comment.round, at=now)
    if not can_take_back(reaction, at=now):
        raise NotAllowed(_("take back a reaction here"))
    reaction.delete()
    _count(comment, before=reaction.value, after="")


def check_takes_reactions(round: Round, *, at: datetime) -> None:
    """Raises RoundTakesNoReactions. `round` comes with its consultation."""
    state = RoundState.CLOSED if round.consultation.state == ConsultationState.ARCHIVED else round.state(at)
    if not state.takes_comments:
        raise RoundTakesNoReactions(state)


def _hold_reaction(by: User, comment: Comment) -> None:
    """Whoever sends the same form meanwhile waits here until we are done."""
    with connection.cursor() as cursor:
        key = f"reaction:{comment.pk}:{by.pk}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _check_person(person: User) -> None:
    try:
        check_author(person)
    except EmailNotVerified:
        raise EmailNotVerifiedToReact from None


def _count(comment: Comment, *, before: str, after: str) -> Status:
    """Change the comment's counts, and hold it until the end; the status that it has."""
    held = Comment.objects.select_for_update(no_key=True).only("status").get(pk=comment.pk)
    agreed = (after == Opinion.AGREE) - (before == Opinion.AGREE)
    disagreed = (after == Opinion.DISAGREE) - (before == Opinion.DISAGREE)
    Comment.objects.filter(pk=held.pk).update(
        agree_count=F("agree_count") + agreed, disagree_count=F("disagree_count") + disagreed
    )
    if agreed:
        Anchor.objects.filter(comment=held).update(agree_count=F("agree_count") + agreed)
    return Status(held.status)
