from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.enums import Verb
from common.errors import NotAllowed, StateError
from common.services.audit import record
from consultations.enums import ModerationMode, RoundState
from consultations.models import Consultation, Draft, Round
from consultations.permissions import can_change_round, can_edit_consultation, can_make_round


class RoundClosed(StateError):
    """The round has closed; its times are on record."""


class ImpossibleTimes(StateError):
    """The times do not make a round."""


@transaction.atomic
def make_round(
    *,
    by: User | None,
    draft: Draft,
    opens_at: datetime,
    closes_at: datetime,
    moderation: ModerationMode = ModerationMode.AT_ONCE,
) -> Round:
    """A period for comments on `draft`, from `opens_at` up to, not including, `closes_at`.

    Raises NotAllowed, ImpossibleTimes.
    """
    consultation = Consultation.objects.select_for_update().get(pk=draft.consultation_id)
    if by is not None and not can_make_round(by, consultation):
        raise NotAllowed(_("make a round"))
    check_order(opens_at, closes_at)
    last = consultation.rounds.aggregate(last=Max("number"))["last"] or 0
    round = Round.objects.create(
        consultation=consultation,
        draft=draft,
        number=last + 1,
        opens_at=opens_at,
        closes_at=closes_at,
        moderation=moderation,
    )
    record(by=by, verb=Verb.CREATED, subject=round, after=on_record(round))
    return round


@transaction.atomic
def change_round(
    *, by: User, round: Round, opens_at: datetime, closes_at: datetime, moderation: ModerationMode | None = None
) -> Round:
    """Move the times of a round that has not closed. An open round has opened when it did and closes from now on
    at the earliest; the end first announced to people stays on record. Another `moderation` holds for what is posted
    from now on; what is published stays published, what waits goes on waiting.

    Raises NotAllowed, RoundClosed, ImpossibleTimes.
    """
    round = Round.objects.select_for_update().select_related("consultation").get(pk=round.pk)
    now = timezone.now()
    check_changeable(by, round, at=now)
    if round.state(now) is RoundState.OPEN:
        opens_at = round.opens_at
        closes_at = max(closes_at, now)
    check_order(opens_at, closes_at)
    before = on_record(round)
    if closes_at != round.closes_at:
        round.announced_closes_at = round.announced_closes_at or round.closes_at
    round.opens_at, round.closes_at = opens_at, closes_at
    round.moderation = moderation or round.moderation
    round.save(update_fields=["opens_at", "closes_at", "announced_closes_at", "moderation"])
    record(by=by, verb=Verb.CHANGED, subject=round, before=before, after=on_record(round))
    return round


def check_changeable(by: User, round: Round, *, at: datetime) -> None:
    """Raises NotAllowed for whom never may change it, then RoundClosed."""
    if not can_edit_consultation(by, round.consultation):
        raise NotAllowed(_("change this round"))
    if not can_change_round(by, round, at=at):
        raise RoundClosed(_("This round has closed, so its times cannot change. You can make another round."))


def check_order(opens_at: datetime, closes_at: datetime) -> None:
    if closes_at <= opens_at:
        raise ImpossibleTimes(_("The round would close before it opens. Choose a later closing time."))


def on_record(round: Round) -> dict[str, object]:
    return {
        "draft": round.draft_id,
        "opens_at": round.opens_at,
        "closes_at": round.closes_at,
        "moderation": str(round.moderation),
    }
