"""When a letter is due: a pure function of what its reader chose and of when the thing happened."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from comments.enums import LetterTime
from consultations.enums import CommentsShown
from consultations.models import Round

MORNING = time(7)
"""Of daily and weekly letters, on the reader's clock."""

MONDAY = 0


def due_at(chosen: LetterTime, *, happened_at: datetime, zone: str) -> datetime:
    """At once, or the first morning (of a Monday) after it happened, by the clock of `zone` on that day: the hour stays
    where clocks change. Raises ValueError for never."""
    if chosen is LetterTime.NEVER:
        raise ValueError("Nothing is due to whom wants nothing.")
    if chosen is LetterTime.AT_ONCE:
        return happened_at
    local = ZoneInfo(zone)
    day = happened_at.astimezone(local).date()
    while (due := datetime.combine(day, MORNING, tzinfo=local)) <= happened_at or not _fits(due, chosen):
        day += timedelta(days=1)
    return due.astimezone(UTC)


def shown_from(round: Round, at: datetime) -> datetime:
    """From when others may read what is said in the round at that moment: at once, or when it takes nothing more."""
    if round.comments_shown != CommentsShown.AFTER_CLOSING:
        return at
    return max(at, round.closes_at, round.late_until or at)


def _fits(due: datetime, chosen: LetterTime) -> bool:
    return chosen is LetterTime.DAILY or due.weekday() == MONDAY
