"""Figures for Prometheus: how long requests take, by route. Without METRICS_TOKEN nothing is counted."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from prometheus_client import Histogram

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Seconds."""


class MetricsMiddleware:
    """Measures each request. Routes are counted by name, so what somebody asks for cannot add a series."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.seconds = request_seconds()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = perf_counter()
        response = self.get_response(request)
        route = request.resolver_match.view_name if request.resolver_match else "-"
        self.seconds.labels(route, f"{response.status_code}").observe(perf_counter() - started)
        return response


@cache
def request_seconds() -> Histogram:
    """The one histogram of this process; its count is the number of requests."""
    try:
        from prometheus_client import Histogram
    except ImportError as missing:
        raise ImproperlyConfigured(
            "METRICS_TOKEN is set and prometheus-client is missing: "
            "pip install --require-hashes -r requirements/observe.txt"
        ) from missing
    return Histogram("comity_request_seconds", "Time to answer", ["route", "status"], buckets=BUCKETS)
