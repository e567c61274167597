"""Moving the end of a round that has opened: the end announced first stays on record, and readers are told why."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.enums import Verb
from common.errors import NotAllowed, StateError
from consultations.models import Round
from consultations.permissions import can_edit_consultation, can_move_end
from consultations.round_rules import RoundRules
from consultations.services.round import ImpossibleTimes, check_apart, check_times, locked, on_record, save_changed


class EndStays(StateError):
    """The round has not opened yet, or takes nothing any more."""


@transaction.atomic
def extend_round(
    *,
    by: User,
    round: Round,
    closes_at: datetime,
    late_until: datetime | None,
    reason: str,
    version: int,
    results_by: datetime | None = None,
) -> Round:
    """Let the round close later than it would; one that takes late contributions is open again. Results that were
    promised may be promised for another time; without one the promise stays.

    `reason` is public. Raises NotAllowed, EndStays, ImpossibleTimes, ChangedMeanwhile.
    """
    now = timezone.now()
    round = locked(round, version=version)
    check_end_may_move(by, round, at=now)
    if closes_at <= round.closes_at or closes_at <= now:
        raise ImpossibleTimes(
            _("An extended round closes later than it would have, and not in the past. Choose a later time."),
            field="closes_at",
        )
    results_by = results_by or round.results_by
    check_times(round.opens_at, closes_at, late_until, results_by)
    promise_results(round, results_by)
    check_apart(round.draft_id, replace(RoundRules.of(round), closes_at=closes_at, late_until=late_until), but=round)
    return _move_end(round, by=by, verb=Verb.EXTENDED, closes_at=closes_at, late_until=late_until, reason=reason)


@transaction.atomic
def close_round_early(*, by: User, round: Round, reason: str, version: int) -> Round:
    """Close the round now; late contributions are not taken either. What people are writing is kept for them.

    `reason` is public. Raises NotAllowed, EndStays, ChangedMeanwhile.
    """
    now = timezone.now()
    round = locked(round, version=version)
    check_end_may_move(by, round, at=now)
    closes_at = min(round.closes_at, now)
    return _move_end(round, by=by, verb=Verb.CLOSED_EARLY, closes_at=closes_at, late_until=None, reason=reason)


def check_end_may_move(by: User, round: Round, *, at: datetime) -> None:
    """Raises NotAllowed for whom never may move it, then EndStays."""
    if not can_edit_consultation(by, round.consultation):
        raise NotAllowed(_("move the end of this round"))
    if can_move_end(by, round, at=at):
        return
    if not round.is_announced(at):
        raise EndStays(_("This round has not opened yet. Change its times instead."))
    raise EndStays(_("This round has closed, so its times are on record. You can make another round."))


def promise_results(round: Round, results_by: datetime | None) -> None:
    """The time that was announced first stays on record."""
    if results_by != round.results_by:
        round.announced_results_by = round.announced_results_by or round.results_by
        round.results_by = results_by


def _move_end(
    round: Round, *, by: User, verb: Verb, closes_at: datetime, late_until: datetime | None, reason: str
) -> Round:
    before = on_record(round)
    if closes_at != round.closes_at:
        round.announced_closes_at = round.announced_closes_at or round.closes_at
    round.closes_at, round.late_until, round.end_reason = closes_at, late_until, reason
    return save_changed(round, by=by, verb=verb, before=before)
