"""The clock moves over every edge of a round: no instant lies in two states, and the page's lists agree with it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from consultations.enums import RoundState
from consultations.models import Round
from tests.factories import RoundFactory

OPENS = datetime(2026, 3, 1, tzinfo=UTC)
CLOSES = datetime(2026, 4, 1, tzinfo=UTC)
LATE = datetime(2026, 4, 8, tzinfo=UTC)
TICK = timedelta(microseconds=1)
ZONES = ["UTC", "Africa/Nairobi", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"]


@pytest.mark.parametrize(
    ("at", "with_late", "without"),
    [
        (OPENS - TICK, RoundState.SCHEDULED, RoundState.SCHEDULED),
        (OPENS, RoundState.OPEN, RoundState.OPEN),
        (CLOSES - TICK, RoundState.OPEN, RoundState.OPEN),
        (CLOSES, RoundState.LATE, RoundState.CLOSED),
        (LATE - TICK, RoundState.LATE, RoundState.CLOSED),
        (LATE, RoundState.CLOSED, RoundState.CLOSED),
    ],
)
def test_the_state_at_each_edge(at, with_late, without):
    assert Round(opens_at=OPENS, closes_at=CLOSES, late_until=LATE).state(at) is with_late
    assert Round(opens_at=OPENS, closes_at=CLOSES).state(at) is without


FIRST, LAST = (datetime(2026, month, 1) for month in (3, 12))  # noqa: DTZ001  # hypothesis adds the zone
instants = st.datetimes(FIRST, LAST, timezones=st.sampled_from(ZONES).map(ZoneInfo))


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edges=st.lists(instants, min_size=3, max_size=3), nudge=st.sampled_from([-TICK, timedelta(0), TICK]))
@example(  # the clocks of New York skip an hour on 8 March and show one twice on 1 November
    edges=[
        datetime(2026, 3, 8, 1, 59, tzinfo=ZoneInfo("America/New_York")),
        datetime(2026, 3, 8, 3, 0, tzinfo=ZoneInfo("America/New_York")),
        datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=ZoneInfo("America/New_York")),
    ],
    nudge=timedelta(0),
)
def test_database_and_clock_agree_on_who_takes_comments(edges, nudge):
    opens, closes, late = sorted(edge.astimezone(UTC) for edge in edges)
    closes, late = max(closes, opens + TICK), max(late, closes + TICK, opens + 2 * TICK)
    Round.objects.all().delete()
    round = RoundFactory(opens_at=opens, closes_at=closes, late_until=late)

    for edge in (opens, closes, late):
        at = edge + nudge
        listed = Round.objects.taking_comments_at(at).exists()
        assert listed == round.state(at).takes_comments
