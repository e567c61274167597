"""What a round owes after it: a promise that stays on record when it is moved, and the word that results are there."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import ConsultationState, TeamRole
from consultations.models import Consultation, Round
from consultations.round_rules import RoundRules
from consultations.services.round import ChangedMeanwhile, ImpossibleTimes, change_round, make_round
from consultations.services.round_results import NoResultsNow, promise_results_by, publish_results
from consultations.services.round_times import extend_round
from tests.factories import RoundFactory, TeamMemberFactory, published_draft

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def round():
    return RoundFactory()


@pytest.fixture
def over():
    now = timezone.now()
    return RoundFactory(opens_at=now - 30 * DAY, closes_at=now - 10 * DAY, late_until=now - 9 * DAY)


def editor_of(round):
    return TeamMemberFactory(consultation=round.consultation).user


def stored():
    return Round.objects.get()


@pytest.mark.parametrize("late", [None, 3])
def test_results_are_promised_for_a_time_after_the_last_contribution(late):
    draft = published_draft()
    now = timezone.now()
    rules = RoundRules(
        opens_at=now + DAY, closes_at=now + 2 * DAY, late_until=now + late * DAY if late else None, results_by=now
    )
    end = rules.late_until or rules.closes_at
    editor = TeamMemberFactory(consultation=draft.consultation).user

    for results_by in (now, end):
        with pytest.raises(ImpossibleTimes) as refusal:
            make_round(by=editor, draft=draft, rules=replace(rules, results_by=results_by))
        assert refusal.value.field == "results_by"
    made = make_round(by=editor, draft=draft, rules=replace(rules, results_by=end + DAY))

    assert made.results_by == end + DAY


def test_a_promise_moves_and_the_first_one_stays_on_record(over):
    editor = editor_of(over)
    now = timezone.now()

    promise_results_by(by=editor, round=over, results_by=now + DAY, version=1)
    assert (stored().results_by, stored().announced_results_by) == (now + DAY, None)
    promise_results_by(by=editor, round=over, results_by=now + 5 * DAY, version=2)
    promise_results_by(by=editor, round=over, results_by=now + 9 * DAY, version=3)

    assert (stored().results_by, stored().announced_results_by) == (now + 9 * DAY, now + DAY)
    assert AuditEntry.objects.count() == 3


def test_before_the_opening_the_promise_changes_like_other_times_and_nothing_was_announced():
    coming = RoundFactory(opens_at=timezone.now() + DAY, results_by=timezone.now() + 20 * DAY)
    later = replace(RoundRules.of(coming), results_by=coming.results_by + DAY)

    change_round(by=editor_of(coming), round=coming, rules=later, version=1)

    assert (stored().results_by, stored().announced_results_by) == (later.results_by, None)


def test_an_extension_keeps_the_promise_or_moves_it_and_never_passes_it(round):
    Round.objects.update(results_by=round.closes_at + 10 * DAY)
    promised, editor = stored().results_by, editor_of(round)
    more = {"by": editor, "round": round, "late_until": None, "reason": "Holidays."}

    extend_round(**more, closes_at=round.closes_at + DAY, version=1)
    assert stored().results_by == promised
    with pytest.raises(ImpossibleTimes) as refusal:
        extend_round(**more, closes_at=promised, version=2)
    assert (refusal.value.field, stored().version) == ("results_by", 2)
    extend_round(**more, closes_at=promised, results_by=promised + DAY, version=2)

    assert (stored().results_by, stored().announced_results_by) == (promised + DAY, promised)


def test_results_are_announced_once_when_nothing_more_is_taken(over):
    editor = editor_of(over)

    publish_results(by=editor, round=over, version=1)

    assert stored().results_at is not None
    assert AuditEntry.objects.get().verb == "published"
    for act in (publish_results, lambda **who: promise_results_by(**who, results_by=timezone.now() + DAY)):
        with pytest.raises(NoResultsNow):
            act(by=editor, round=over, version=2)
    assert stored().version == 2


@pytest.mark.parametrize("ends", [{"closes_at": 1}, {"closes_at": -1, "late_until": 1}])
def test_a_round_that_still_takes_contributions_has_no_results(round, ends):
    Round.objects.update(**{name: timezone.now() + days * DAY for name, days in ends.items()})

    with pytest.raises(NoResultsNow):
        publish_results(by=editor_of(round), round=round, version=1)

    assert stored().results_at is None


@pytest.mark.parametrize("state", [ConsultationState.UNPUBLISHED, ConsultationState.ARCHIVED])
def test_there_are_no_results_of_what_nobody_reads_or_what_is_archived(over, state):
    Consultation.objects.update(state=state)

    with pytest.raises(NoResultsNow):
        publish_results(by=editor_of(over), round=over, version=1)

    assert stored().results_at is None


def test_a_moderator_neither_promises_nor_announces(over):
    moderator = TeamMemberFactory(consultation=over.consultation, role=TeamRole.MODERATOR).user

    with pytest.raises(NotAllowed):
        publish_results(by=moderator, round=over, version=1)
    with pytest.raises(NotAllowed):
        promise_results_by(by=moderator, round=over, results_by=timezone.now() + DAY, version=1)

    assert (stored().results_at, stored().results_by) == (None, None)


def test_who_saw_an_older_round_announces_nothing_unaware(over):
    Round.objects.update(version=2)

    with pytest.raises(ChangedMeanwhile):
        publish_results(by=editor_of(over), round=over, version=1)

    assert stored().results_at is None
