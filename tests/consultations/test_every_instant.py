"""The clock moves over every edge, and no instant lies in two states: not of the round, not on the first page.

Rounds are made as people make them: times typed on the clock of the official zone, east and west of UTC, also around
the hours in which that clock is set forward or back.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, assume, event, example, given, settings
from hypothesis import strategies as st

from common.fields import ZonedDateTimeField
from consultations.enums import CommentsShown, RoundState
from consultations.models import Round
from portal.queries.home import home_page
from tests.factories import RoundFactory, published_draft

TICK = timedelta(microseconds=1)
ZONES = [
    "UTC", "Africa/Nairobi", "America/New_York", "Europe/Vienna", "Asia/Kathmandu", "Australia/Lord_Howe",
    "Pacific/Kiritimati", "Pacific/Pago_Pago",
]  # fmt: skip
"""From eleven hours west of UTC to fourteen east; New York, Vienna and Lord Howe set their clocks, the last by half an
hour."""
YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@cache
def changes(zone: str) -> tuple[datetime, ...]:
    """The instants of the year from which on the zone's clock is set otherwise."""
    hours = [YEAR + timedelta(minutes=30 * count) for count in range(2 * 24 * 365)]
    offsets = [it.astimezone(ZoneInfo(zone)).utcoffset() for it in hours]
    return tuple(hours[at] for at in range(1, len(hours)) if offsets[at] != offsets[at - 1])


def typed(wall: datetime, zone: str) -> datetime:
    """The instant of what somebody types; what names no one instant is refused by the form and makes no round."""
    try:
        return ZonedDateTimeField(zone=zone).clean(wall.strftime("%Y-%m-%dT%H:%M")).astimezone(UTC)
    except ValidationError:
        event("the clock skips this time or shows it twice")
        assume(False)
        raise


@st.composite
def walls(draw, zone: str) -> datetime:
    """Any minute of the year, and often one within hours of a change of the clock."""
    anywhere = st.integers(0, 60 * 24 * 364).map(lambda minutes: YEAR + timedelta(minutes=minutes))
    moments = anywhere
    if changes(zone):
        near = st.builds(
            lambda change, minutes: change + timedelta(minutes=minutes),
            st.sampled_from(changes(zone)),
            st.integers(-180, 180),
        )
        moments = near | anywhere
    return draw(moments).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


class Times(NamedTuple):
    """Of a round, with its official zone."""

    opens_at: datetime
    closes_at: datetime
    late_until: datetime | None
    zone: str

    @property
    def stored(self) -> dict[str, datetime | None]:
        return {"opens_at": self.opens_at, "closes_at": self.closes_at, "late_until": self.late_until}

    @property
    def instants(self) -> list[datetime]:
        """Every edge and every change of the clock, with the instants just before and just after, in order."""
        edges = [*filter(None, self.stored.values()), *changes(self.zone)]
        return sorted({edge + nudge for edge in edges for nudge in (-TICK, timedelta(0), TICK)})


@st.composite
def rounds(draw) -> Times:
    zone = draw(st.sampled_from(ZONES))
    opens, closes, *late = sorted(
        typed(wall, zone) for wall in draw(st.lists(walls(zone), min_size=2, max_size=3, unique=True))
    )
    assume(opens < closes and (not late or closes < late[0]))
    event(f"in {zone}")
    return Times(opens, closes, late[0] if late else None, zone)


def states_by_interval(round: Times, at: datetime) -> list[RoundState]:
    """Every state whose half-open interval holds the instant, said once more and apart from `Round.state`."""
    end = round.late_until or round.closes_at
    intervals = {
        RoundState.SCHEDULED: (None, round.opens_at),
        RoundState.OPEN: (round.opens_at, round.closes_at),
        RoundState.LATE: (round.closes_at, end),
        RoundState.CLOSED: (end, None),
    }
    return [
        state
        for state, (first, last) in intervals.items()
        if (first is None or first <= at) and (last is None or at < last)
    ]


NEW_YORK = ZoneInfo("America/New_York")
OVER_BOTH_CHANGES = Times(
    opens_at=datetime(2026, 3, 8, 1, 59, tzinfo=NEW_YORK).astimezone(UTC),
    closes_at=datetime(2026, 3, 8, 3, 0, tzinfo=NEW_YORK).astimezone(UTC),
    late_until=datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=NEW_YORK).astimezone(UTC),
    zone="America/New_York",
)
"""Opens a minute before its clock skips an hour, and takes late ones until the second 1:30 of a night."""


@settings(max_examples=200, deadline=None)
@given(times=rounds())
@example(times=OVER_BOTH_CHANGES)
def test_every_instant_lies_in_one_state_whatever_clock_one_reads_it_on(times):
    round, passed = Round(**times.stored), []

    for at in times.instants:
        (expected,) = states_by_interval(times, at)
        seen = {round.state(at.astimezone(ZoneInfo(zone))) for zone in ZONES}
        assert seen == {expected}
        passed.append(list(RoundState).index(expected))

    assert passed == sorted(passed), "a state that is over does not come back when the clock is set back"


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(times=rounds(), shown=st.sampled_from(CommentsShown))
@example(times=OVER_BOTH_CHANGES, shown=CommentsShown.AFTER_CLOSING)
def test_the_lists_of_the_database_and_of_the_first_page_hold_it_once_and_agree_with_the_clock(times, shown):
    Round.objects.all().delete()
    round = RoundFactory(draft=published_draft(), comments_shown=shown, **times.stored)

    for at in times.instants:
        home = home_page(AnonymousUser(), at=at, cursor="")
        lists = {
            RoundState.SCHEDULED: home.coming,
            RoundState.OPEN: home.open,
            RoundState.LATE: home.late,
            RoundState.CLOSED: home.closed.items,
        }
        assert [state for state, held in lists.items() if round in held] == [round.state(at)]
        assert Round.objects.taking_comments_at(at).exists() == round.state(at).takes_comments
        assert Round.objects.keeping_comments_at(at).exists() == round.keeps_comments(at)
