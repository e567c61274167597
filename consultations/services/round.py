"""Making rounds and changing what they ask and allow; `round_times` moves the end of those that have opened."""

from __future__ import annotations

from dataclasses import dataclass
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
    """The times do not make a round. `field` names the one to mend."""

    def __init__(self, message: object, *, field: str) -> None:
        super().__init__(str(message))
        self.field = field


class ChangedMeanwhile(StateError):
    """Somebody else has saved the round since the form was made."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else has changed this round meanwhile. Nothing of yours was saved; compare, and save again.")
        )


@dataclass(frozen=True, kw_only=True)
class RoundRules:
    """What a round is made of, besides its draft and its number. Times are instants; see `Round`."""

    opens_at: datetime
    closes_at: datetime
    late_until: datetime | None = None
    moderation: ModerationMode = ModerationMode.AT_ONCE

    @classmethod
    def of(cls, round: Round) -> RoundRules:
        return cls(**{name: getattr(round, name) for name in cls.__dataclass_fields__})


RULES = tuple(RoundRules.__dataclass_fields__)
TIMES = ("opens_at", "closes_at", "late_until")


@transaction.atomic
def make_round(*, by: User | None, draft: Draft, rules: RoundRules) -> Round:
    """A period for comments on `draft`. Raises NotAllowed, ImpossibleTimes."""
    consultation = Consultation.objects.select_for_update().get(pk=draft.consultation_id)
    if by is not None and not can_make_round(by, consultation):
        raise NotAllowed(_("make a round"))
    check_times(rules.opens_at, rules.closes_at, rules.late_until)
    last = consultation.rounds.aggregate(last=Max("number"))["last"] or 0
    round = Round(consultation=consultation, draft=draft, number=last + 1)
    follow(round, rules)
    round.save()
    record(by=by, verb=Verb.CREATED, subject=round, after=on_record(round))
    return round


@transaction.atomic
def change_round(*, by: User, round: Round, rules: RoundRules, version: int) -> Round:
    """Give a round that has not closed other rules; its times only before it opens, for then they are announced.

    Rules hold for what is posted from now on: what is published stays published, what waits goes on waiting.
    `version` is that of the round which the person saw. Raises NotAllowed, RoundClosed, ImpossibleTimes,
    ChangedMeanwhile.
    """
    now = timezone.now()
    round = locked(round, version=version)
    check_changeable(by, round, at=now)
    before = on_record(round)
    kept = {} if round.state(now) is RoundState.SCHEDULED else {name: getattr(round, name) for name in TIMES}
    follow(round, rules, **kept)
    check_times(round.opens_at, round.closes_at, round.late_until)
    return save_changed(round, by=by, verb=Verb.CHANGED, before=before)


def check_changeable(by: User, round: Round, *, at: datetime) -> None:
    """Raises NotAllowed for whom never may change it, then RoundClosed."""
    if not can_edit_consultation(by, round.consultation):
        raise NotAllowed(_("change this round"))
    if not can_change_round(by, round, at=at):
        raise RoundClosed(_("This round has closed, so it cannot change. You can make another round."))


def locked(round: Round, *, version: int) -> Round:
    """The round as stored now, held until the transaction ends. Raises ChangedMeanwhile."""
    found = Round.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=round.pk)
    if found.version != version:
        raise ChangedMeanwhile
    return found


def save_changed(round: Round, *, by: User, verb: Verb, before: dict[str, object]) -> Round:
    round.version += 1
    round.save(update_fields=[*RULES, "announced_closes_at", "end_reason", "version"])
    record(by=by, verb=verb, subject=round, before=before, after=on_record(round))
    return round


def follow(round: Round, rules: RoundRules, **kept: object) -> None:
    for name in RULES:
        setattr(round, name, kept.get(name, getattr(rules, name)))


def check_times(opens_at: datetime, closes_at: datetime, late_until: datetime | None) -> None:
    if closes_at <= opens_at:
        raise ImpossibleTimes(
            _("The round would close before it opens. Choose a later closing time."), field="closes_at"
        )
    if late_until is not None and late_until <= closes_at:
        raise ImpossibleTimes(
            _("Late contributions are taken after the round closes. Choose a later time, or leave it empty."),
            field="late_until",
        )


def on_record(round: Round) -> dict[str, object]:
    rules = {name: getattr(round, name) for name in RULES}
    return {"draft": round.draft_id, **rules, "end_reason": round.end_reason}
