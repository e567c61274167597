from datetime import timedelta

import pytest
from django.utils import timezone

from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import ModerationMode, RoundState, TeamRole
from consultations.models import Round
from consultations.services.round import ImpossibleTimes, RoundClosed, change_round, make_round
from tests.factories import ConsultationFactory, RoundFactory, TeamMemberFactory, published_draft

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def round():
    return RoundFactory()


@pytest.fixture
def editor(round):
    return TeamMemberFactory(consultation=round.consultation).user


def test_rounds_are_numbered_within_their_consultation(round, editor):
    now = timezone.now()

    assert make_round(by=editor, draft=round.draft, opens_at=now, closes_at=now + DAY).number == 2


def test_a_round_that_would_close_as_it_opens_is_refused(round, editor):
    now = timezone.now()

    with pytest.raises(ImpossibleTimes):
        make_round(by=editor, draft=round.draft, opens_at=now, closes_at=now)
    assert Round.objects.count() == 1


def test_a_moderator_makes_none():
    draft = published_draft(ConsultationFactory())
    moderator = TeamMemberFactory(consultation=draft.consultation, role=TeamRole.MODERATOR).user

    with pytest.raises(NotAllowed):
        make_round(by=moderator, draft=draft, opens_at=timezone.now(), closes_at=timezone.now() + DAY)
    assert not Round.objects.exists()


def test_the_end_first_announced_stays_on_record(round, editor):
    announced, opened = round.closes_at, round.opens_at

    change_round(by=editor, round=round, opens_at=opened - DAY, closes_at=announced + DAY)
    changed = change_round(by=editor, round=round, opens_at=opened, closes_at=announced + 2 * DAY)

    assert changed.announced_closes_at == announced
    assert (changed.opens_at, changed.closes_at) == (opened, announced + 2 * DAY)


def test_an_end_in_the_past_closes_an_open_round_now(round, editor):
    before = timezone.now()

    changed = change_round(by=editor, round=round, opens_at=round.opens_at, closes_at=before - DAY)

    assert before <= changed.closes_at <= timezone.now()
    assert changed.state(timezone.now()) is RoundState.CLOSED


def test_a_closed_round_does_not_change(editor, round):
    Round.objects.filter(pk=round.pk).update(closes_at=timezone.now())

    with pytest.raises(RoundClosed):
        change_round(by=editor, round=round, opens_at=round.opens_at, closes_at=timezone.now() + DAY)


def test_a_round_publishes_at_once_unless_told_otherwise(round, editor):
    now = timezone.now()
    times = {"opens_at": now, "closes_at": now + DAY}

    assert make_round(by=editor, draft=round.draft, **times).moderation == ModerationMode.AT_ONCE
    held = make_round(by=editor, draft=round.draft, moderation=ModerationMode.ALL, **times)
    assert Round.objects.get(pk=held.pk).moderation == ModerationMode.ALL


def test_another_moderation_is_on_record(round, editor):
    times = {"opens_at": round.opens_at, "closes_at": round.closes_at}

    change_round(by=editor, round=round, moderation=ModerationMode.FIRST, **times)
    change_round(by=editor, round=round, **times)

    assert Round.objects.get(pk=round.pk).moderation == ModerationMode.FIRST
    entry = AuditEntry.objects.filter(subject_type="consultations.round").earliest("pk")
    assert (entry.before["moderation"], entry.after["moderation"]) == ("at-once", "first")


def test_a_moderator_does_not_change_the_moderation(round):
    moderator = TeamMemberFactory(consultation=round.consultation, role=TeamRole.MODERATOR).user

    with pytest.raises(NotAllowed):
        change_round(
            by=moderator,
            round=round,
            opens_at=round.opens_at,
            closes_at=round.closes_at,
            moderation=ModerationMode.ALL,
        )
    assert Round.objects.get(pk=round.pk).moderation == ModerationMode.AT_ONCE
