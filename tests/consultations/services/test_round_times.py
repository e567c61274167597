from datetime import timedelta

import pytest
from django.utils import timezone

from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import ConsultationState, RoundState, TeamRole
from consultations.models import Consultation, Round
from consultations.services.round import ChangedMeanwhile, ImpossibleTimes
from consultations.services.round_times import EndStays, close_round_early, extend_round
from tests.factories import RoundFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHY = "Holidays in many countries."


@pytest.fixture
def round():
    return RoundFactory()


@pytest.fixture
def editor(round):
    return TeamMemberFactory(consultation=round.consultation).user


def stored():
    return Round.objects.get()


def test_extending_keeps_the_end_announced_first(round, editor):
    announced = round.closes_at

    extend_round(by=editor, round=round, closes_at=announced + DAY, late_until=None, reason=WHY, version=1)
    extend_round(
        by=editor,
        round=round,
        closes_at=announced + 2 * DAY,
        late_until=announced + 3 * DAY,
        reason="Again.",
        version=2,
    )

    assert stored().announced_closes_at == announced
    assert (stored().closes_at, stored().late_until) == (announced + 2 * DAY, announced + 3 * DAY)
    assert stored().end_reason == "Again."
    assert [entry.verb for entry in AuditEntry.objects.order_by("pk")] == [Verb.EXTENDED, Verb.EXTENDED]


@pytest.mark.parametrize("by", [timedelta(0), -DAY])
def test_an_extended_round_closes_later(round, editor, by):
    before = round.closes_at

    with pytest.raises(ImpossibleTimes):
        extend_round(by=editor, round=round, closes_at=before + by, late_until=None, reason=WHY, version=1)
    assert stored().closes_at == before


def test_a_round_that_takes_late_contributions_opens_again(editor, round):
    now = timezone.now()
    Round.objects.update(closes_at=now - DAY, late_until=now + DAY)

    extend_round(by=editor, round=round, closes_at=now + DAY, late_until=None, reason=WHY, version=1)

    assert stored().state(now) is RoundState.OPEN


def test_an_end_between_closing_and_now_would_open_nothing(editor, round):
    now = timezone.now()
    Round.objects.update(closes_at=now - 2 * DAY, late_until=now + DAY)

    with pytest.raises(ImpossibleTimes):
        extend_round(by=editor, round=round, closes_at=now - DAY, late_until=None, reason=WHY, version=1)


def test_closing_early_closes_now_for_late_contributions_too(round, editor):
    announced, before = round.closes_at, timezone.now()
    Round.objects.update(late_until=announced + DAY)

    close_round_early(by=editor, round=round, reason=WHY, version=1)

    assert before <= stored().closes_at <= timezone.now()
    assert stored().state(timezone.now()) is RoundState.CLOSED
    assert (stored().announced_closes_at, stored().late_until, stored().end_reason) == (announced, None, WHY)
    assert AuditEntry.objects.get().verb == Verb.CLOSED_EARLY


def test_ending_the_time_for_late_contributions_leaves_the_closing_time(editor, round):
    closed = timezone.now() - DAY
    Round.objects.update(closes_at=closed, late_until=closed + 2 * DAY)

    close_round_early(by=editor, round=round, reason=WHY, version=1)

    assert (stored().closes_at, stored().announced_closes_at) == (closed, None)
    assert stored().state(timezone.now()) is RoundState.CLOSED


@pytest.mark.parametrize("days", [(-2, -1), (1, 2)])
def test_only_a_round_that_takes_comments_moves_its_end(round, editor, days):
    opens, closes = (timezone.now() + day * DAY for day in days)
    Round.objects.update(opens_at=opens, closes_at=closes)

    with pytest.raises(EndStays):
        extend_round(by=editor, round=round, closes_at=closes + DAY, late_until=None, reason=WHY, version=1)
    with pytest.raises(EndStays):
        close_round_early(by=editor, round=round, reason=WHY, version=1)
    assert (stored().closes_at, AuditEntry.objects.count()) == (closes, 0)


def test_two_editors_do_not_extend_it_twice_unaware(round, editor):
    later = round.closes_at + DAY
    extend_round(by=editor, round=round, closes_at=later, late_until=None, reason=WHY, version=1)

    with pytest.raises(ChangedMeanwhile):
        close_round_early(by=editor, round=round, reason=WHY, version=1)
    assert stored().closes_at == later


def test_moderators_and_teams_of_archived_consultations_move_nothing(round, editor):
    moderator = TeamMemberFactory(consultation=round.consultation, role=TeamRole.MODERATOR).user
    with pytest.raises(NotAllowed):
        close_round_early(by=moderator, round=round, reason=WHY, version=1)

    Round.objects.update(closes_at=timezone.now())
    with pytest.raises(NotAllowed):
        close_round_early(by=moderator, round=round, reason=WHY, version=1)

    Consultation.objects.update(state=ConsultationState.ARCHIVED)
    with pytest.raises(NotAllowed):
        close_round_early(by=editor, round=round, reason=WHY, version=1)
    assert not AuditEntry.objects.exists()
