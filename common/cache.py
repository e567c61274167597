import logging
from time import monotonic
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

PAUSE = 5.0
"""Seconds for which a Redis that did not answer is not asked again: one request asks a dozen times."""

logger = logging.getLogger(__name__)


class FallbackCache(BaseCache):
    """Redis, and this process's own memory while Redis does not answer.

    So people can sign up and sign in meanwhile, and their attempts are still counted, process by process.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.redis = RedisCache(server, params)
        self.memory = LocMemCache("fallback", {})
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
