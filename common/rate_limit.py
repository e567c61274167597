"""How often one address, or one person, may do something. Counted in the cache, so it is forgotten by itself."""

from django.core.cache import cache


def is_too_often(action: str, who: str, *, limit: int, seconds: int) -> bool:
    """Count one more time; True from the time after the `limit`th within `seconds` of the first."""
    key = f"rate:{action}:{who}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) > limit
    except ValueError:  # forgotten between the two calls: the first of the next period
        return False
