from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import Attribution, ModerationMode, TeamRole
from consultations.models import Round
from consultations.round_rules import RoundRules
from consultations.services.round import (
    AllowsLess,
    ChangedMeanwhile,
    ImpossibleTimes,
    RoundClosed,
    change_round,
    make_round,
)
from consultations.services.round_times import extend_round
from tests.factories import ConsultationFactory, RoundFactory, TeamMemberFactory, published_draft

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def round():
    return RoundFactory()


@pytest.fixture
def coming():
    return RoundFactory(opens_at=timezone.now() + DAY)


@pytest.fixture
def editor(round):
    return TeamMemberFactory(consultation=round.consultation).user


def a_day(after: int = 30, **rules):
    """One day, so many days from now: the round of these tests has closed by then."""
    opens = timezone.now() + after * DAY
    return RoundRules(opens_at=opens, closes_at=opens + DAY, **rules)


def editor_of(round):
    return TeamMemberFactory(consultation=round.consultation).user


def test_rounds_are_numbered_within_their_consultation(round, editor):
    assert make_round(by=editor, draft=round.draft, rules=a_day()).number == 2


@pytest.mark.parametrize(("hours", "field"), [({"closes_at": 0}, "closes_at"), ({"late_until": 24}, "late_until")])
def test_times_that_make_no_round_are_refused(round, editor, hours, field):
    rules = a_day()
    times = {name: rules.opens_at + timedelta(hours=hour) for name, hour in hours.items()}

    with pytest.raises(ImpossibleTimes) as refusal:
        make_round(by=editor, draft=round.draft, rules=replace(rules, **times))
    assert refusal.value.field == field
    assert Round.objects.count() == 1


def test_a_moderator_makes_none():
    draft = published_draft(ConsultationFactory())
    moderator = TeamMemberFactory(consultation=draft.consultation, role=TeamRole.MODERATOR).user

    with pytest.raises(NotAllowed):
        make_round(by=moderator, draft=draft, rules=a_day())
    assert not Round.objects.exists()


def test_a_round_that_has_not_opened_gets_other_times(coming):
    later = replace(RoundRules.of(coming), opens_at=coming.opens_at + DAY, late_until=coming.closes_at + DAY)

    changed = change_round(by=editor_of(coming), round=coming, rules=later, version=1)

    assert RoundRules.of(Round.objects.get()) == later
    assert changed.announced_closes_at is None


def test_an_open_round_keeps_its_times_whatever_the_form_says(round, editor):
    before = RoundRules.of(round)
    rules = replace(before, opens_at=round.opens_at - DAY, closes_at=round.closes_at + DAY, moderation="all")

    change_round(by=editor, round=round, rules=rules, version=1)

    assert RoundRules.of(Round.objects.get()) == replace(before, moderation=ModerationMode.ALL)


def test_a_closed_round_does_not_change(editor, round):
    Round.objects.filter(pk=round.pk).update(closes_at=timezone.now())

    with pytest.raises(RoundClosed):
        change_round(by=editor, round=round, rules=RoundRules.of(round), version=1)


def test_who_saw_an_older_version_overwrites_nothing(round, editor):
    first = replace(RoundRules.of(round), moderation=ModerationMode.FIRST)
    change_round(by=editor, round=round, rules=first, version=1)

    with pytest.raises(ChangedMeanwhile):
        change_round(by=editor, round=round, rules=replace(first, moderation=ModerationMode.ALL), version=1)
    assert Round.objects.get().moderation == ModerationMode.FIRST
    assert change_round(by=editor, round=round, rules=first, version=2).version == 3


def test_a_round_publishes_at_once_unless_told_otherwise(round, editor):
    assert make_round(by=editor, draft=round.draft, rules=a_day()).moderation == ModerationMode.AT_ONCE
    held = make_round(by=editor, draft=round.draft, rules=a_day(40, moderation=ModerationMode.ALL))
    assert Round.objects.get(pk=held.pk).moderation == ModerationMode.ALL


def test_another_moderation_is_on_record(round, editor):
    rules = replace(RoundRules.of(round), moderation=ModerationMode.FIRST)

    change_round(by=editor, round=round, rules=rules, version=1)

    entry = AuditEntry.objects.get(subject_type="consultations.round")
    assert (entry.before["moderation"], entry.after["moderation"]) == ("at-once", "first")


def test_a_moderator_does_not_change_the_moderation(round):
    moderator = TeamMemberFactory(consultation=round.consultation, role=TeamRole.MODERATOR).user
    rules = replace(RoundRules.of(round), moderation=ModerationMode.ALL)

    with pytest.raises(NotAllowed):
        change_round(by=moderator, round=round, rules=rules, version=1)
    assert Round.objects.get().moderation == ModerationMode.AT_ONCE


def test_a_coming_round_may_be_made_narrower_and_an_open_one_only_wider(round, coming, editor):
    wide = {"attributions": (Attribution.NAME, Attribution.ANONYMOUS), "length_limit": None}
    narrow = {"attributions": (Attribution.NAME,), "length_limit": 500}
    for it in (round, coming):
        Round.objects.filter(pk=it.pk).update(**wide | {"attributions": ["name", "anonymous"]})
        it.refresh_from_db()

    change_round(by=editor_of(coming), round=coming, rules=replace(RoundRules.of(coming), **narrow), version=1)
    with pytest.raises(AllowsLess) as refusal:
        change_round(by=editor, round=round, rules=replace(RoundRules.of(round), **narrow), version=1)

    assert refusal.value.field == "attributions"
    assert (Round.objects.get(pk=coming.pk).length_limit, Round.objects.get(pk=round.pk).length_limit) == (500, None)


@pytest.mark.parametrize(
    ("opens", "closes", "late", "field"),
    [
        (-1, 1, None, "opens_at"),
        (-9, -6, None, "closes_at"),
        (-9, 30, None, "closes_at"),
        (-9, -8, -6, "closes_at"),
        (7.5, 9, None, "opens_at"),
    ],
)
def test_two_rounds_on_one_draft_do_not_overlap(round, editor, opens, closes, late, field):
    """The round is open for seven days before and after now, and takes late contributions for a day more."""
    Round.objects.update(late_until=round.closes_at + DAY)
    now = timezone.now()
    rules = RoundRules(
        opens_at=now + opens * DAY, closes_at=now + closes * DAY, late_until=now + late * DAY if late else None
    )

    with pytest.raises(ImpossibleTimes) as refusal:
        make_round(by=editor, draft=round.draft, rules=rules)

    assert (refusal.value.field, Round.objects.count()) == (field, 1)
    make_round(by=editor, draft=published_draft(round.consultation), rules=rules)


def test_a_round_begins_when_the_one_before_ends_and_neither_moves_over_the_other(round, editor):
    next_one = make_round(
        by=editor, draft=round.draft, rules=RoundRules(opens_at=round.closes_at, closes_at=round.closes_at + DAY)
    )

    with pytest.raises(ImpossibleTimes):
        extend_round(
            by=editor, round=round, closes_at=round.closes_at + DAY / 2, late_until=None, reason="More.", version=1
        )
    earlier = replace(RoundRules.of(next_one), opens_at=round.closes_at - DAY)
    with pytest.raises(ImpossibleTimes):
        change_round(by=editor, round=next_one, rules=earlier, version=1)
    assert set(Round.objects.values_list("version", flat=True)) == {1}
