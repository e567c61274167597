"""Static files: which are collected, how they are named, and how they are served where nobody has collected them."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles.apps import StaticFilesConfig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

TEXT = ("text/", "image/svg+xml")


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Names carry a hash of the content, the imports of JavaScript modules too, so that they may be kept for ever."""

    support_js_module_import_aggregation = True


class StaticFiles(StaticFilesConfig):
    """Leaves out what no page uses; some of it names files that are not there."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("hx-*.js", "htmx-2-compat-*.js", "ht?x-4*.js", "htmax-4*.js"),
    ]


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]  # whitenoise has no types
    """Collected files go out as whitenoise has compressed them. In development nothing is collected; there they are
    compressed as they go, so that the weight of a page is the same wherever it is measured."""

    def serve(self, static_file: Any, request: HttpRequest) -> HttpResponseBase:
        served: HttpResponseBase = super().serve(static_file, request)
        if not self.autorefresh or served.status_code != 200 or not served["Content-Type"].startswith(TEXT):
            return served
        whole = HttpResponse(b"".join(served), headers=served.headers)
        return GZipMiddleware(lambda _request: whole).process_response(request, whole)
