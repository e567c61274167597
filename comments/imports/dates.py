from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from common.years import YEARS


def read_instant(text: str, *, formats: tuple[str, ...], zone: ZoneInfo) -> datetime | None:
    """The instant that a source's date means, in UTC; None when no format fits or the year is not among YEARS.

    The mapping's formats are tried in order, then ISO 8601. A date without an offset is local time in `zone`; one
    without a time is the beginning of that day.
    """
    text = " ".join(text.split())
    for format in formats:
        if found := _by_format(text, format, zone):
            return found
    try:
        return _in_utc(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError):
        return None


def _by_format(text: str, format: str, zone: ZoneInfo) -> datetime | None:
    try:
        if format == "unix":
            return _in_utc(datetime.fromtimestamp(float(text), UTC), zone)
        if format == "unix-ms":
            return _in_utc(datetime.fromtimestamp(float(text) / 1000, UTC), zone)
        return _in_utc(datetime.strptime(text, format), zone)  # noqa: DTZ007  the zone is added next
    except (ValueError, OverflowError, OSError):
        return None


def _in_utc(found: datetime, zone: ZoneInfo) -> datetime | None:
    local = found if found.tzinfo else found.replace(tzinfo=zone)
    return local.astimezone(UTC) if found.year in YEARS else None
