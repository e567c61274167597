from collections.abc import Callable, Mapping

from django.core.cache import caches
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from common.cache import FallbackCache


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """200 when the database answers, else 503. Pages are served without the broker, so it is not asked."""
    if not _database_answers():
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def ready(_request: HttpRequest) -> HttpResponse:
    """Whether this machine should be sent people: 200 when all of it stands, else 503; a line for each part."""
    parts = {name: check() for name, check in CHECKS.items()}
    lines = [f"{name}: {'ok' if stands else 'no'}\n" for name, stands in parts.items()]
    return HttpResponse("".join(lines), status=200 if all(parts.values()) else 503, content_type="text/plain")


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _cache_answers() -> bool:
    """The Redis behind the cache, not this process's memory that stands in for it."""
    cache = caches["default"]
    try:
        (cache.redis if isinstance(cache, FallbackCache) else cache).get("ready")
    except RedisError:
        return False
    return True


def _migrations_are_applied() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


CHECKS: Mapping[str, Callable[[], bool]] = {
    "database": _database_answers,
    "cache": _cache_answers,
    "migrations": _migrations_are_applied,
}
