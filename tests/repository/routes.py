from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

LIBRARIES = {"allauth", "django"}


def routes(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every route of our own; those of libraries are tested there."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            if entry.app_name != "admin":
                yield from routes(entry)
        elif entry.callback.__module__.partition(".")[0] not in LIBRARIES:
            yield entry
