"""Times by their distance from a first one, on the clock that hangs on the wall of a zone.

A round that opens on a Monday at 9:00 and closes five weeks later at 18:00 does so in a copy, too, also where the
clocks are set forward in between or the copy is in another zone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


class Shift:
    """From times around `origin`, on the clock of `zone`, to the same distances from `to`, on the clock of `to_zone`.

    A time that the new clock skips is the one that it shows instead; of one that it shows twice the first is meant.
    """

    def __init__(self, origin: datetime, zone: ZoneInfo, *, to: datetime, to_zone: ZoneInfo) -> None:
        self.zone, self.to_zone = zone, to_zone
        self.distance = _on_the_wall(to, to_zone) - _on_the_wall(origin, zone)

    def __call__(self, at: datetime) -> datetime:
        moved = _on_the_wall(at, self.zone) + self.distance
        return moved.replace(tzinfo=self.to_zone, fold=0).astimezone(UTC)


def day_from(origin: datetime, at: datetime, zone: ZoneInfo) -> int:
    """The number of the day on which `at` lies, the day of `origin` being the first."""
    return (at.astimezone(zone).date() - origin.astimezone(zone).date()).days + 1


def _on_the_wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)
