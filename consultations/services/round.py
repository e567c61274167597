"""Making rounds and changing what they ask and allow; `round_times` moves the end of those that have opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.enums import Verb
from common.errors import NotAllowed, StateError
from common.services.audit import record
from consultations.models import Consultation, Draft, Round
from consultations.permissions import can_change_round, can_edit_consultation, can_make_round
from consultations.round_rules import RULES, TIMES, RoundRules, narrowed


class RoundClosed(StateError):
    """The round has closed; its times are on record."""


class RulesToMend(StateError):
    """The rules cannot be as they were given. `field` names the one to mend."""

    def __init__(self, message: object, *, field: str) -> None:
        super().__init__(str(message))
        self.field = field


class ImpossibleTimes(RulesToMend):
    """The times do not make a round."""


class AllowsLess(RulesToMend):
    """A round that has opened would allow less than it announced."""


class ChangedMeanwhile(StateError):
    """Somebody else has saved the round since the form was made."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else has changed this round meanwhile. Nothing of yours was saved; compare, and save again.")
        )


@transaction.atomic
def make_round(*, by: User | None, draft: Draft, rules: RoundRules) -> Round:
    """A period for comments on `draft`. Raises NotAllowed, ImpossibleTimes."""
    consultation = Consultation.objects.select_for_update().get(pk=draft.consultation_id)
    if by is not None and not can_make_round(by, consultation):
        raise NotAllowed(_("make a round"))
    check_times(rules.opens_at, rules.closes_at, rules.late_until, rules.results_by)
    check_apart(draft.pk, rules)
    last = consultation.rounds.aggregate(last=Max("number"))["last"] or 0
    round = Round(consultation=consultation, draft=draft, number=last + 1)
    follow(round, rules)
    round.save()
    record(by=by, verb=Verb.CREATED, subject=round, after=on_record(round))
    return round


@transaction.atomic
def change_round(*, by: User, round: Round, rules: RoundRules, version: int) -> Round:
    """Give a round that has not closed other rules; its times only before they are announced by its opening.

    From then on it may allow more and not less (`narrowed`). Rules hold for what is posted from now on: what is
    published stays published, what waits goes on waiting. `version` is that of the round which the person saw.
    Raises NotAllowed, RoundClosed, ImpossibleTimes, AllowsLess, ChangedMeanwhile.
    """
    now = timezone.now()
    round = locked(round, version=version)
    check_changeable(by, round, at=now)
    before = on_record(round)
    if round.is_announced(now):
        rules = replace(rules, **{name: getattr(round, name) for name in TIMES})
        check_allows_no_less(RoundRules.of(round), rules)
    check_times(rules.opens_at, rules.closes_at, rules.late_until, rules.results_by)
    check_apart(round.draft_id, rules, but=round)
    follow(round, rules)
    return save_changed(round, by=by, verb=Verb.CHANGED, before=before)


def check_changeable(by: User, round: Round, *, at: datetime) -> None:
    """Raises NotAllowed for whom never may change it, then RoundClosed."""
    if not can_edit_consultation(by, round.consultation):
        raise NotAllowed(_("change this round"))
    if not can_change_round(by, round, at=at):
        raise RoundClosed(_("This round has closed, so it cannot change. You can make another round."))


def locked(round: Round, *, version: int) -> Round:
    """The round as stored now, held until the transaction ends, with its consultation: whoever makes or moves another
    of its rounds comes before or after. Raises ChangedMeanwhile."""
    Consultation.objects.select_for_update(no_key=True).get(pk=round.consultation_id)
    found = Round.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=round.pk)
    if found.version != version:
        raise ChangedMeanwhile
    return found


def save_changed(round: Round, *, by: User, verb: Verb, before: dict[str, object]) -> Round:
    round.version += 1
    ends = ["announced_closes_at", "end_reason", "announced_results_by", "results_at"]
    round.save(update_fields=[*RULES, *ends, "version"])
    record(by=by, verb=verb, subject=round, before=before, after=on_record(round))
    return round


def follow(round: Round, rules: RoundRules) -> None:
    for name in RULES:
        setattr(round, name, getattr(rules, name))


def check_allows_no_less(before: RoundRules, after: RoundRules) -> None:
    if field := narrowed(before, after):
        raise AllowsLess(
            _(
                "The round has opened, and people rely on what it announced: it may allow more, but not less. To allow "
                "less, close it and make another round."
            ),
            field=field,
        )


def check_times(
    opens_at: datetime, closes_at: datetime, late_until: datetime | None, results_by: datetime | None
) -> None:
    if closes_at <= opens_at:
        raise ImpossibleTimes(
            _("The round would close before it opens. Choose a later closing time."), field="closes_at"
        )
    if late_until is not None and late_until <= closes_at:
        raise ImpossibleTimes(
            _("Late contributions are taken after the round closes. Choose a later time, or leave it empty."),
            field="late_until",
        )
    if results_by is not None and results_by <= (late_until or closes_at):
        raise ImpossibleTimes(
            _("Results are promised for a time after the last contribution. Choose a later time."), field="results_by"
        )


def check_apart(draft_id: int, rules: RoundRules, *, but: Round | None = None) -> None:
    """Two rounds never take comments on one draft at a time: nobody could say in which of them something was said.

    Rounds on different drafts may overlap.
    """
    end = rules.late_until or rules.closes_at
    others = Round.objects.exclude(pk=but.pk) if but else Round.objects.all()
    others = others.filter(
        Q(closes_at__gt=rules.opens_at) | Q(late_until__gt=rules.opens_at), opens_at__lt=end, draft=draft_id
    )
    if other := others.order_by("opens_at").first():
        raise ImpossibleTimes(
            _(
                "Round %(number)s takes comments on this draft in that time. Two rounds on one draft follow each "
                "other: choose other times, or another draft."
            )
            % {"number": other.number},
            field="opens_at" if other.opens_at <= rules.opens_at else "closes_at",
        )


def on_record(round: Round) -> dict[str, object]:
    rules = {name: getattr(round, name) for name in RULES}
    return {"draft": round.draft_id, **rules, "end_reason": round.end_reason}
