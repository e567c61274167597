"""When letters are due, on the clock of their reader: every zone, and the days on which clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.enums import LetterTime
from comments.letters.times import due_at, shown_from
from consultations.enums import CommentsShown
from consultations.models import Round

ZONES = [
    *("Pacific/Pago_Pago", "America/Lima", "America/St_Johns", "UTC", "Europe/Paris", "Africa/Nairobi"),
    *("Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati"),
]


def local(year, month, day, hour, minute=0, *, zone, fold=0):
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone), fold=fold)


@pytest.mark.parametrize(
    ("chosen", "happened", "expected"),
    [
        (LetterTime.AT_ONCE, (2026, 11, 18, 12), (2026, 11, 18, 12)),
        (LetterTime.DAILY, (2026, 11, 18, 12), (2026, 11, 19, 7)),
        (LetterTime.DAILY, (2026, 11, 18, 6, 59), (2026, 11, 18, 7)),
        (LetterTime.DAILY, (2026, 11, 18, 7), (2026, 11, 19, 7)),
        (LetterTime.WEEKLY, (2026, 11, 18, 12), (2026, 11, 23, 7)),
        (LetterTime.WEEKLY, (2026, 11, 23, 6, 59), (2026, 11, 23, 7)),
        (LetterTime.WEEKLY, (2026, 11, 23, 7), (2026, 11, 30, 7)),
    ],
)
def test_at_once_or_the_next_morning(chosen, happened, expected):
    zone = "Africa/Nairobi"

    due = due_at(chosen, happened_at=local(*happened, zone=zone).astimezone(UTC), zone=zone)

    assert due == local(*expected, zone=zone)


@pytest.mark.parametrize(
    ("zone", "eve", "hours"),
    [
        ("Europe/Paris", (2026, 3, 28, 7), 23),
        ("Europe/Paris", (2026, 10, 24, 7), 25),
        ("America/New_York", (2026, 3, 7, 7), 23),
        ("America/New_York", (2026, 10, 31, 7), 25),
        ("Australia/Lord_Howe", (2026, 4, 4, 7), 24.5),
        ("Africa/Nairobi", (2026, 3, 28, 7), 24),
    ],
)
def test_seven_stays_seven_on_the_day_on_which_clocks_change(zone, eve, hours):
    before = local(*eve, zone=zone).astimezone(UTC)

    due = due_at(LetterTime.DAILY, happened_at=before, zone=zone)

    assert due - before == timedelta(hours=hours)
    assert (due.astimezone(ZoneInfo(zone)).hour, due.astimezone(ZoneInfo(zone)).minute) == (7, 0)


@settings(max_examples=300, deadline=None)
@given(
    at=st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2030, 1, 1)),  # noqa: DTZ001 - made aware below
    zone=st.sampled_from(ZONES),
    chosen=st.sampled_from([LetterTime.DAILY, LetterTime.WEEKLY]),
)
def test_a_bundle_comes_after_what_it_tells_and_within_its_time(at, zone, chosen):
    happened = at.replace(tzinfo=UTC)

    due = due_at(chosen, happened_at=happened, zone=zone)

    there = due.astimezone(ZoneInfo(zone))
    assert happened < due <= happened + timedelta(days=1 if chosen is LetterTime.DAILY else 7, hours=2)
    assert there.hour == 7
    assert chosen is LetterTime.DAILY or there.weekday() == 0


def test_never_is_never_due():
    with pytest.raises(ValueError, match="Nothing is due"):
        due_at(LetterTime.NEVER, happened_at=datetime(2026, 1, 1, tzinfo=UTC), zone="UTC")


def test_what_a_round_keeps_is_told_when_it_takes_nothing_more():
    at, closes = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    late = closes + timedelta(days=3)

    assert shown_from(Round(closes_at=closes, comments_shown=CommentsShown.AT_ONCE), at) == at
    assert shown_from(Round(closes_at=closes, comments_shown=CommentsShown.AFTER_CLOSING), at) == closes
    assert shown_from(Round(closes_at=closes, late_until=late, comments_shown=CommentsShown.AFTER_CLOSING), at) == late
    assert shown_from(Round(closes_at=at, comments_shown=CommentsShown.AFTER_CLOSING), closes) == closes
