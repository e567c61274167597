"""Moving the end of a round that has opened: the end announced first stays on record, and readers are told why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.enums import Verb
from common.errors import NotAllowed
from consultations.enums import RoundState
from consultations.models import Round
from consultations.permissions import can_close_round_early, can_extend_round
from consultations.services.round import (
    ImpossibleTimes,
    RoundClosed,
    check_times,
    locked,
    on_record,
    save_changed,
)


@transaction.atomic
def extend_round(
    *, by: User, round: Round, closes_at: datetime, late_until: datetime | None, reason: str, version: int
) -> Round:
    """Let the round close later than it would; one that takes late contributions is open again.

    `reason` is public. Raises NotAllowed, RoundClosed, ImpossibleTimes, ChangedMeanwhile.
    """
    now = timezone.now()
    round = _taking_comments(round, version=version, at=now)
    if not can_extend_round(by, round, at=now):
        raise NotAllowed(_("extend this round"))
    if closes_at <= round.closes_at or closes_at <= now:
        raise ImpossibleTimes(
            _("An extended round closes later than it would have, and not in the past. Choose a later time."),
            field="closes_at",
        )
    check_times(round.opens_at, closes_at, late_until)
    return _move_end(round, by=by, verb=Verb.EXTENDED, closes_at=closes_at, late_until=late_until, reason=reason)


@transaction.atomic
def close_round_early(*, by: User, round: Round, reason: str, version: int) -> Round:
    """Close the round now; late contributions are not taken either. What people are writing is kept for them.

    `reason` is public. Raises NotAllowed, RoundClosed, ChangedMeanwhile.
    """
    now = timezone.now()
    round = _taking_comments(round, version=version, at=now)
    if not can_close_round_early(by, round, at=now):
        raise NotAllowed(_("close this round"))
    return _move_end(
        round,
        by=by,
        verb=Verb.CLOSED_EARLY,
        closes_at=min(round.closes_at, now),
        late_until=None,
        reason=reason,
    )


def _taking_comments(round: Round, *, version: int, at: datetime) -> Round:
    found = locked(round, version=version)
    if found.state(at) is RoundState.SCHEDULED:
        raise RoundClosed(_("This round has not opened yet. Change its times instead."))
    if not found.state(at).takes_comments:
        raise RoundClosed(_("This round has closed, so its times are on record. You can make another round."))
    return found


def _move_end(
    round: Round, *, by: User, verb: Verb, closes_at: datetime, late_until: datetime | None, reason: str
) -> Round:
    before = on_record(round)
    if closes_at != round.closes_at:
        round.announced_closes_at = round.announced_closes_at or round.closes_at
    round.closes_at, round.late_until, round.end_reason = closes_at, late_until, reason
    return save_changed(round, by=by, verb=verb, before=before)
