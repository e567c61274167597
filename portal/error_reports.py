"""Errors sent to Sentry, where an installation has one: what happened and where, not to whom or over which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured

from common import request_id
from common.log_lines import impersonal

if TYPE_CHECKING:
    from sentry_sdk.types import Event

WITHOUT_PERSONS = ("request", "user", "breadcrumbs", "extra", "server_name")


def start(dsn: str, *, version: str) -> None:
    """Begin to report. Raises ImproperlyConfigured where the package is missing."""
    try:
        import sentry_sdk
    except ImportError as missing:
        raise ImproperlyConfigured(
            "SENTRY_DSN is set and sentry-sdk is missing: pip install --require-hashes -r requirements/observe.txt"
        ) from missing
    sentry_sdk.init(
        dsn=dsn,
        release=version,
        before_send=impersonal_event,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
    )


def impersonal_event(event: Event, _hint: dict[str, Any]) -> Event:
    """The event without the request, the person and the words of errors, and with the id of the request."""
    for part in WITHOUT_PERSONS:
        event.pop(part, None)  # type: ignore[misc]  # the parts are optional keys of the event
    for raised in (event.get("exception") or {}).get("values") or []:
        raised["value"] = ""
    if entry := event.get("logentry"):
        event["logentry"] = {"message": impersonal(str(entry.get("message", "")))}
    event["tags"] = {"request_id": request_id.current.get()}
    return event
