"""Which answers are compressed on their way out. Static files are not ours to compress: whitenoise keeps them ready."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

SMALLEST = 500
"""Bytes. A shorter answer fits into one packet with its headers either way."""

COMPRESSED_TYPES = {"text/html", "text/plain", "text/xml", "application/xml", "application/json", "image/svg+xml"}


class CompressedPagesMiddleware(GZipMiddleware):
    """Pages by gzip, with random bytes against BREACH; a download goes out as it is stored, with its length.

    A download streams: compressed, it would lose the length by which a browser shows progress and notices a cut line.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        media_type = response.get("Content-Type", "").partition(";")[0].strip().lower()
        if response.streaming or media_type not in COMPRESSED_TYPES or len(response.content) < SMALLEST:  # type: ignore[attr-defined]  # what does not stream has content
            return response
        return super().process_response(request, response)
