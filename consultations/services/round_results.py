"""What a round promises after it: results by a certain time, and that they are there.

Results are there when the secretariat says so: no count of answers tells whether what was said has been dealt with.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.enums import Verb
from common.errors import NotAllowed, StateError
from consultations.models import Round
from consultations.permissions import can_promise_results, can_publish_results, is_editor
from consultations.services.round import check_times, locked, on_record, save_changed
from consultations.services.round_times import promise_results


class NoResultsNow(StateError):
    """The round still takes contributions, or its results are there already."""


@transaction.atomic
def promise_results_by(*, by: User, round: Round, results_by: datetime, version: int) -> Round:
    """Promise results, or another time for them; the time that was announced first stays on record.

    Raises NotAllowed, NoResultsNow, ImpossibleTimes, ChangedMeanwhile.
    """
    round = locked(round, version=version)
    _check_editor(by, round)
    if not can_promise_results(by, round, at=timezone.now()):
        raise NoResultsNow(
            _("Nothing was changed: the round has not opened, or its results are there already. Look at it again.")
        )
    check_times(round.opens_at, round.closes_at, round.late_until, results_by)
    before = on_record(round)
    promise_results(round, results_by)
    return save_changed(round, by=by, verb=Verb.CHANGED, before=before)


@transaction.atomic
def publish_results(*, by: User, round: Round, version: int) -> Round:
    """Say that people can read what became of what they said. Whoever took part is told, once: it is not taken back.

    Raises NotAllowed, NoResultsNow, ChangedMeanwhile.
    """
    now = timezone.now()
    round = locked(round, version=version)
    _check_editor(by, round)
    if not can_publish_results(by, round, at=now):
        raise NoResultsNow(
            _(
                "Nothing was changed: results follow when a round of a published consultation takes nothing more, and "
                "they are announced once. Look at the round again."
            )
        )
    before = on_record(round)
    round.results_at = now
    return save_changed(round, by=by, verb=Verb.PUBLISHED, before=before)


def _check_editor(by: User, round: Round) -> None:
    if not is_editor(by, round.consultation):
        raise NotAllowed(_("speak about the results of this round"))
