from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.metrics import request_seconds
from portal.queries.waiting_work import waiting_jobs, waiting_mail

if TYPE_CHECKING:
    from prometheus_client import Metric


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for who shows METRICS_TOKEN as a bearer token; for everybody else there is nothing here."""
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not secrets.compare_digest(shown.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    request_seconds()
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # prometheus_client has no types here
    waiting = CollectorRegistry()
    waiting.register(WaitingWork())
    return HttpResponse(generate_latest(registry) + generate_latest(waiting), content_type=CONTENT_TYPE_LATEST)


class WaitingWork:
    """Asks the database each time the figures are read, so every web server says the same."""

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import GaugeMetricFamily

        for name, waiting in [("jobs", waiting_jobs()), ("mail", waiting_mail())]:
            yield GaugeMetricFamily(f"comity_{name}_waiting", f"Unfinished {name}", value=waiting.count)
            yield GaugeMetricFamily(
                f"comity_{name}_oldest_seconds", f"Age of the oldest unfinished {name}", value=waiting.oldest
            )
