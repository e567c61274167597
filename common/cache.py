import logging
from collections.abc import Mapping
from functools import cached_property
from time import monotonic
from typing import Any, Protocol, cast

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.exceptions import RedisError

PAUSE = 5.0
"""Seconds for which a Redis that did not answer is not asked again: one request asks a dozen times."""

COUNT_WHAT_IS_THERE = "return redis.call('exists', KEYS[1]) == 1 and redis.call('incrby', KEYS[1], ARGV[1])"
COUNT_EACH = """
local counts = {}
for i, key in ipairs(KEYS) do
    counts[i] = redis.call('incr', key)
    if counts[i] == 1 then redis.call('expire', key, ARGV[i]) end
end
return counts
"""

logger = logging.getLogger(__name__)


class Counter(Protocol):
    def count(self, timeouts: Mapping[str, int]) -> list[int]:
        """Count one more under each key, which is forgotten so many seconds after its first. How often by now, each."""


def counter() -> Counter:
    """The cache of this site."""
    return cast(Counter, caches["default"])


class OneClient(RedisCacheClient):
    """Django's, but one client for all commands: to make one takes longer than a command. It may be shared, since it
    takes a connection from its pool for each command. And counting asks the server once instead of twice."""

    @cached_property
    def _one(self) -> Redis:
        client: Redis = super().get_client(write=True)
        return client

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:
        return self._one

    def incr(self, key: Any, delta: int) -> int:
        count = self._one.eval(COUNT_WHAT_IS_THERE, 1, key, str(delta))
        if count is None:
            raise ValueError(f"There is no {key}.")
        return int(count)

    def count(self, timeouts: Mapping[str, int]) -> list[int]:
        return [int(it) for it in self._one.eval(COUNT_EACH, len(timeouts), *timeouts, *timeouts.values())]


class CountingRedis(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = OneClient

    def count(self, timeouts: Mapping[str, int]) -> list[int]:
        client = cast(OneClient, self._cache)
        return client.count({self.make_key(key): seconds for key, seconds in timeouts.items()})


class CountingMemory(LocMemCache):
    def count(self, timeouts: Mapping[str, int]) -> list[int]:
        for key, seconds in timeouts.items():
            self.add(key, 0, timeout=seconds)
        return [self.incr(key) for key in timeouts]


class FallbackCache(BaseCache):
    """Redis, and this process's own memory while Redis does not answer.

    So people can sign up and sign in meanwhile, and their attempts are still counted, process by process.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.redis = CountingRedis(server, params)
        self.memory = CountingMemory("fallback", {})
        self.silent_until = 0.0

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._ask("add", key, value, timeout=timeout, version=version))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask("get", key, default=default, version=version)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask("set", key, value, timeout=timeout, version=version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._ask("touch", key, timeout=timeout, version=version))

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(self._ask("delete", key, version=version))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return int(self._ask("incr", key, delta=delta, version=version))

    def count(self, timeouts: Mapping[str, int]) -> list[int]:
        counts: list[int] = self._ask("count", timeouts)
        return counts

    def clear(self) -> None:
        self._ask("clear")

    def _ask(self, method: str, *args: Any, **options: Any) -> Any:
        if monotonic() >= self.silent_until:
            try:
                return getattr(self.redis, method)(*args, **options)
            except RedisError as error:
                self.silent_until = monotonic() + PAUSE
                logger.warning("The cache does not answer (%s); this process's memory is used.", type(error).__name__)
        return getattr(self.memory, method)(*args, **options)
