"""How often one address, or one person, may do something. Counted in the cache, so it is forgotten by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Limit:
    """So many times within each period of so many seconds, as the clock divides them; 0 times is no limit."""

    times: int
    seconds: int


def free_again(action: str, who: str, limits: Iterable[Limit]) -> datetime | None:
    """Count one more time. None while no limit is passed, else when it may be done again.

    The cache learns a digest of `who`, which may be a network address, and forgets it with the period.
    """
    ends = [_end_where_passed(action, who, limit) for limit in limits if limit.times]
    return max(filter(None, ends), default=None)


def is_too_often(action: str, who: str, *, limit: int, seconds: int) -> bool:
    """Count one more time; True from the time after the `limit`th within the period."""
    return free_again(action, who, [Limit(limit, seconds)]) is not None


def _end_where_passed(action: str, who: str, limit: Limit) -> datetime | None:
    period = int(time()) // limit.seconds
    key = f"rate:{action}:{limit.seconds}:{period}:{salted_hmac('rate', who).hexdigest()}"
    passed = _count(key, seconds=limit.seconds) > limit.times
    return datetime.fromtimestamp((period + 1) * limit.seconds, UTC) if passed else None


def _count(key: str, *, seconds: int) -> int:
    """How often by now. Counted first, begun only where nothing stands: the cache is asked a third less often."""
    try:
        return cache.incr(key)
    except ValueError:
        if cache.add(key, 1, timeout=seconds):
            return 1
    try:
        return cache.incr(key)  # somebody else has begun meanwhile
    except ValueError:  # forgotten between the two calls
        return 0
