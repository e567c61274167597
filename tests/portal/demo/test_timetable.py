from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from portal.demo.script import CONTENT, read_script
from portal.demo.stage import Stage
from portal.demo.timetable import Period, answered_at, answered_early_at, moments, periods

VIENNA = ZoneInfo("Europe/Vienna")
DAYS = [datetime(2026, 3, 23, 12, tzinfo=UTC) + timedelta(days=day) for day in range(14)]
"""Two weeks around the change to summer time."""

COMMENTS = read_script((CONTENT / "round_2.md").read_text(encoding="utf-8")).comments


@pytest.mark.parametrize("now", DAYS)
@pytest.mark.parametrize("stage", Stage)
def test_rounds_run_from_a_monday_morning_to_a_friday_night(stage, now):
    for period in periods(stage, now=now, zone=VIENNA):
        opens, closes = period.opens_at.astimezone(VIENNA), period.closes_at.astimezone(VIENNA)
        assert (opens.weekday(), opens.hour, opens.minute) == (0, 9, 0)
        assert (closes.weekday(), closes.hour, closes.minute) == (4, 23, 59)


@pytest.mark.parametrize("now", DAYS)
def test_each_stage_stands_where_it_says(now):
    last = {stage: periods(stage, now=now, zone=VIENNA)[-1] for stage in Stage}
    first = {stage: periods(stage, now=now, zone=VIENNA)[0] for stage in Stage if stage is not Stage.SCHEDULED}

    assert timedelta(days=6) < last[Stage.SCHEDULED].opens_at - now < timedelta(days=14)
    for stage in (Stage.OPEN, Stage.MODERATION):
        assert last[stage].opens_at < now - timedelta(days=8)
        assert last[stage].closes_at > now + timedelta(days=10)
    assert timedelta() < now - last[Stage.CLOSED].closes_at < timedelta(days=8)
    assert now - last[Stage.ANSWERED].closes_at > timedelta(days=27)
    assert all(period.closes_at < last[stage].opens_at for stage, period in first.items())


def test_comments_lie_in_their_round_and_after_their_parents_and_not_in_the_future():
    now = datetime(2026, 11, 20, tzinfo=UTC)
    period = Period(now - timedelta(days=10), now + timedelta(days=14))
    said = moments(COMMENTS, period, now=now, seed=1)

    assert all(period.opens_at <= moment <= now for moment in said)
    assert all(said[it.parent] <= moment for it, moment in zip(COMMENTS, said, strict=True) if it.parent is not None)


def test_same_seed_gives_the_same_moments_and_another_gives_others():
    now = datetime(2026, 11, 20, tzinfo=UTC)
    period = Period(now - timedelta(days=30), now - timedelta(days=2))

    assert moments(COMMENTS, period, now=now, seed=1) == moments(COMMENTS, period, now=now, seed=1)
    assert moments(COMMENTS, period, now=now, seed=1) != moments(COMMENTS, period, now=now, seed=2)


def test_responses_follow_the_round_and_none_is_written_in_the_future():
    now = datetime(2026, 11, 20, tzinfo=UTC)
    period = Period(now - timedelta(days=60), now - timedelta(days=15))
    answered = [answered_at(period, place, now=now) for place in range(40)]

    assert all(earlier <= later for earlier, later in pairwise(answered))
    assert period.closes_at < answered[0] < answered[-1] == now
    assert answered_early_at(now - timedelta(days=1), now=now) == now - timedelta(hours=12)
