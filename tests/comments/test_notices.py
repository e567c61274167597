"""The clock moves over every edge: which letters are due, and that no reminder is due twice or beside another."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.enums import NoticeKind
from comments.notices import due_notices
from consultations.enums import RoundState
from consultations.models import Consultation, Round

OPENS = datetime(2026, 3, 1, tzinfo=UTC)
CLOSES = datetime(2026, 4, 1, tzinfo=UTC)
DAY, TICK = timedelta(days=1), timedelta(microseconds=1)
REMINDERS = {NoticeKind.FIRST_REMINDER, NoticeKind.LAST_REMINDER}


NAIROBI = Consultation(time_zone="Africa/Nairobi")
PROMISED = datetime(2026, 5, 1, 15, tzinfo=UTC)
MIDNIGHT = datetime(2026, 4, 30, 21, tzinfo=UTC)
"""Of the promised day, on the clock of Nairobi."""


def kinds(at, **times):
    round = Round(**{"opens_at": OPENS, "closes_at": CLOSES, **times})
    return [kind for kind, _due_for in due_notices(round, at)]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (OPENS - TICK, []),
        (OPENS, [NoticeKind.OPENED]),
        (OPENS + 7 * DAY, []),
        (CLOSES - 3 * DAY - TICK, []),
        (CLOSES - 3 * DAY, [NoticeKind.FIRST_REMINDER]),
        (CLOSES - DAY - TICK, [NoticeKind.FIRST_REMINDER]),
        (CLOSES - DAY, [NoticeKind.LAST_REMINDER]),
        (CLOSES - TICK, [NoticeKind.LAST_REMINDER]),
        (CLOSES, [NoticeKind.CLOSED]),
        (CLOSES + 7 * DAY - TICK, [NoticeKind.CLOSED]),
        (CLOSES + 7 * DAY, []),
    ],
)
def test_what_is_due_at_each_edge(at, expected):
    assert kinds(at) == expected


@pytest.mark.parametrize(("length", "expected"), [(DAY - TICK, set()), (DAY, {NoticeKind.LAST_REMINDER})])
def test_a_short_round_has_no_reminder_that_would_come_with_its_opening(length, expected):
    times = {"closes_at": OPENS + length}

    assert {kind for at in (OPENS, OPENS + length - TICK) for kind in kinds(at, **times)} & REMINDERS == expected


def test_a_moved_end_is_told_until_it_has_come():
    later = {"closes_at": CLOSES + 9 * DAY, "announced_closes_at": CLOSES}
    earlier = {"closes_at": CLOSES - 9 * DAY, "announced_closes_at": CLOSES}

    assert kinds(CLOSES - 5 * DAY, **later) == [NoticeKind.EXTENDED]
    assert kinds(CLOSES + 9 * DAY, **later) == [NoticeKind.CLOSED]
    assert kinds(CLOSES - 9 * DAY, **earlier) == [NoticeKind.CLOSED_EARLY]


def test_another_end_is_another_reminder():
    at = CLOSES - 2 * DAY
    before = due_notices(Round(opens_at=OPENS, closes_at=CLOSES), at)
    after = due_notices(Round(opens_at=OPENS, closes_at=CLOSES + DAY / 2), at)

    assert before == [(NoticeKind.FIRST_REMINDER, CLOSES)]
    assert after == [(NoticeKind.FIRST_REMINDER, CLOSES + DAY / 2)]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (PROMISED - 7 * DAY - TICK, []),
        (PROMISED - 7 * DAY, [NoticeKind.RESULTS_SOON]),
        (MIDNIGHT - TICK, [NoticeKind.RESULTS_SOON]),
        (MIDNIGHT, [NoticeKind.RESULTS_DUE]),
        (PROMISED + 7 * DAY - TICK, [NoticeKind.RESULTS_DUE]),
        (PROMISED + 7 * DAY, []),
    ],
)
def test_the_team_is_reminded_a_week_before_and_on_the_day_in_the_official_zone(at, expected):
    assert kinds(at, consultation=NAIROBI, results_by=PROMISED) == expected


def test_results_are_told_when_they_are_there_and_nobody_is_reminded_any_more():
    there = {"consultation": NAIROBI, "results_by": PROMISED, "results_at": PROMISED - 5 * DAY}

    assert kinds(PROMISED - 6 * DAY, **there) == []
    assert kinds(PROMISED - 5 * DAY, **there) == [NoticeKind.RESULTS]
    assert kinds(PROMISED, **there) == [NoticeKind.RESULTS]
    assert kinds(PROMISED + 2 * DAY, **there) == []


@settings(max_examples=300, deadline=None)
@given(
    length=st.timedeltas(min_value=TICK, max_value=60 * DAY),
    late=st.none() | st.timedeltas(min_value=TICK, max_value=9 * DAY),
    moved=st.none() | st.timedeltas(min_value=-9 * DAY, max_value=9 * DAY),
    at=st.timedeltas(min_value=-9 * DAY, max_value=90 * DAY),
)
def test_no_instant_has_two_reminders_and_each_letter_fits_the_state(length, late, moved, at):
    closes = OPENS + length
    round = Round(
        opens_at=OPENS,
        closes_at=closes,
        late_until=closes + late if late else None,
        announced_closes_at=closes - moved if moved else None,
    )
    due = due_notices(round, OPENS + at)
    state = round.state(OPENS + at)

    assert len({kind for kind, _due_for in due}) == len(due)
    assert len(REMINDERS & {kind for kind, _due_for in due}) <= 1
    if state is RoundState.SCHEDULED:
        assert due == []
    if state is not RoundState.OPEN:
        assert {kind for kind, _due_for in due} <= {NoticeKind.CLOSED, NoticeKind.CLOSED_EARLY}
