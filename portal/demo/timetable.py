"""When things happen in the demonstration: pure functions of a stage, a seed and the moment of loading."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.demo.script import Said
from portal.demo.stage import Stage

FRIDAY = 4
LONGER, SHORTER = timedelta(days=39), timedelta(days=25)
"""From a round's Monday to its Friday: round 1 and round 2."""
BETWEEN_ENDS = timedelta(days=63)

DAYS_TO_THE_LAST_END = {
    Stage.SCHEDULED: 46,
    Stage.OPEN: 10,
    Stage.MODERATION: 10,
    Stage.CLOSED: -7,
    Stage.ANSWERED: -35,
}
"""The last round of the stage ends on the first Friday that is at least so many days after today."""


@dataclass(frozen=True)
class Period:
    """From `opens_at` up to, not including, `closes_at`."""

    opens_at: datetime
    closes_at: datetime


def periods(stage: Stage, *, now: datetime, zone: ZoneInfo) -> list[Period]:
    """The rounds of that stage: each from a Monday, 09:00, to a Friday, 23:59, in the official zone."""
    today = now.astimezone(zone).date()
    earliest = today + timedelta(days=DAYS_TO_THE_LAST_END[stage])
    last_end = earliest + timedelta(days=(FRIDAY - earliest.weekday()) % 7)
    ends = [(last_end, LONGER)] if stage.is_before_round_1 else [(last_end - BETWEEN_ENDS, LONGER), (last_end, SHORTER)]
    return [
        Period(datetime.combine(end - length, time(9), zone), datetime.combine(end, time(23, 59), zone))
        for end, length in ends
    ]


def moments(comments: Sequence[Said], period: Period, *, now: datetime, seed: int) -> list[datetime]:
    """When each comment was said: first ones mostly towards the end, as people do; replies soon after their parents.

    In a round that is still open everything lies before `now`, in the same proportions.
    """
    chance = random.Random(seed)  # noqa: S311  chance in a demonstration, not in a secret
    end = min(period.closes_at, now)
    said: list[datetime] = []
    for comment in comments:
        share = chance.random()
        if comment.is_late:
            moment = min(period.closes_at + timedelta(days=1 + share), now)
        elif comment.parent is None:
            moment = period.opens_at + (end - period.opens_at) * share**0.6
        else:
            moment = said[comment.parent] + (end - said[comment.parent]) * share**2
        said.append(moment.replace(microsecond=0))
    return said


def answered_at(period: Period, place: int, *, now: datetime) -> datetime:
    """The secretariat writes four responses a working day, from ten days after the round on."""
    return min(period.closes_at + timedelta(days=10 + place // 4, hours=11, minutes=13 * (place % 4)), now)


def answered_early_at(latest: datetime, *, now: datetime) -> datetime:
    """While the round is open: within three days after the latest comment that it answers."""
    return latest + min((now - latest) / 2, timedelta(days=3))
