"""How often one address, or one person, may do something. Counted in the cache, so it is forgotten by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import time

from django.utils.crypto import salted_hmac

from common.cache import counter


@dataclass(frozen=True)
class Limit:
    """So many times within each period of so many seconds, as the clock divides them; 0 times is no limit."""

    times: int
    seconds: int


def free_again(action: str, who: str, limits: Iterable[Limit]) -> datetime | None:
    """Count one more time. None while no limit is passed, else when it may be done again.

    The cache learns a digest of `who`, which may be a network address, and forgets it with the period.
    """
    now, digest = int(time()), salted_hmac("rate", who).hexdigest()
    some = [limit for limit in limits if limit.times]
    keys = {f"rate:{action}:{it.seconds}:{now // it.seconds}:{digest}": it.seconds for it in some}
    counts = counter().count(keys) if keys else []
    passed = [it.seconds for it, count in zip(some, counts, strict=True) if count > it.times]
    return max((datetime.fromtimestamp((now // it + 1) * it, UTC) for it in passed), default=None)


def is_too_often(action: str, who: str, *, limit: int, seconds: int) -> bool:
    """Count one more time; True from the time after the `limit`th within the period."""
    return free_again(action, who, [Limit(limit, seconds)]) is not None
