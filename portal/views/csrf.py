from django.http import HttpRequest, HttpResponse

from common.middleware import kept_from, page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django's signature
    """A form came without its token: the session had ended, or cookies are off. What was typed is shown, and the
    browser keeps it too (js/unsent.js)."""
    return page(request, "errors/csrf.html", 403, kept=kept_from(request), address=request.path)
