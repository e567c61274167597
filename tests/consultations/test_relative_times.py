"""Times keep their distances on the clock of the wall, whatever the clocks do in between."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.relative_times import Shift, day_from

VIENNA, NAIROBI, AUCKLAND = ZoneInfo("Europe/Vienna"), ZoneInfo("Africa/Nairobi"), ZoneInfo("Pacific/Auckland")
MONDAY = datetime(2026, 3, 2, 9, tzinfo=VIENNA)
FRIDAY_BEHIND_THE_CHANGE = datetime(2026, 4, 3, 18, tzinfo=VIENNA)


def test_a_time_keeps_its_hour_where_the_clocks_change_in_between_and_where_they_do_not():
    shift = Shift(MONDAY, VIENNA, to=datetime(2026, 6, 1, 9, tzinfo=NAIROBI), to_zone=NAIROBI)

    assert shift(MONDAY) == datetime(2026, 6, 1, 9, tzinfo=NAIROBI)
    assert shift(FRIDAY_BEHIND_THE_CHANGE) == datetime(2026, 7, 3, 18, tzinfo=NAIROBI)


def test_an_hour_that_the_new_clock_skips_is_the_one_that_it_shows_instead():
    shift = Shift(MONDAY, NAIROBI, to=MONDAY + timedelta(days=1), to_zone=VIENNA)
    skipped = datetime(2026, 3, 29, 2, 30, tzinfo=VIENNA)
    source = MONDAY.astimezone(NAIROBI).replace(tzinfo=None) + (
        skipped.replace(tzinfo=None) - (MONDAY + timedelta(days=1)).replace(tzinfo=None)
    )

    assert shift(source.replace(tzinfo=NAIROBI)) == datetime(2026, 3, 29, 3, 30, tzinfo=VIENNA)


def test_of_an_hour_that_is_shown_twice_the_first_is_meant():
    shift = Shift(MONDAY, VIENNA, to=MONDAY, to_zone=VIENNA)

    again = shift(datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=VIENNA))

    assert again == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(("at", "day"), [(MONDAY, 1), (FRIDAY_BEHIND_THE_CHANGE, 33), (MONDAY - timedelta(days=1), 0)])
def test_days_are_counted_on_the_calendar_of_the_zone(at, day):
    assert day_from(MONDAY, at.astimezone(UTC), VIENNA) == day


instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  # see above


@settings(max_examples=200, deadline=None)
@given(origin=instants, at=instants, to=instants, zones=st.permutations([VIENNA, NAIROBI, AUCKLAND]))
def test_the_origin_comes_to_its_place_and_whole_hours_stay_whole(origin, at, to, zones):
    zone, to_zone, _other = zones
    shift = Shift(origin, zone, to=to, to_zone=to_zone)

    wall = (at.astimezone(zone) - timedelta()).replace(tzinfo=None) - origin.astimezone(zone).replace(tzinfo=None)
    moved = shift(at).astimezone(to_zone).replace(tzinfo=None) - to.astimezone(to_zone).replace(tzinfo=None)
    assert moved - wall in {timedelta(0), timedelta(hours=1)}
