"""Sort paths: the reading order of a thread as text that sorts byte by byte.

A path has one component of 17 characters a level: nine for the time at which the comment was said (milliseconds since
1900-01-01 UTC in base 36) and the eight random characters of its reference. A comment sorts after its parent, before
its parent's next reply, and among its siblings by when it was said, whatever the order in which they were inserted.
No writer has to look at another's row.

A path has at most 64 components. A deeper reply stands beside its ancestor of level 64; its `parent` stays true.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from comments.references import random_part

MAX_LEVELS = 64
TIME_LENGTH = 9
COMPONENT_LENGTH = TIME_LENGTH + 8

EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LAST_MOMENT = 36**TIME_LENGTH - 1


def path_of(*, parent: str, posted_at: datetime, reference: str) -> str:
    """The path of a comment; `parent` is its parent's path, empty for a first comment."""
    above = parent[: (MAX_LEVELS - 1) * COMPONENT_LENGTH]
    return above + component(posted_at, reference)


def component(posted_at: datetime, reference: str) -> str:
    return _moment(posted_at) + random_part(reference)


def _moment(at: datetime) -> str:
    """Nine digits in base 36. What lies before 1900 or after the year 5118 sorts first or last."""
    milliseconds = (at - EPOCH) // timedelta(milliseconds=1)
    rest = min(max(milliseconds, 0), _LAST_MOMENT)
    digits = []
    for _ in range(TIME_LENGTH):
        rest, digit = divmod(rest, 36)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))
