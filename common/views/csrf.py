from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from common.middleware import kept_from, page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django passes its own words
    """A form without a valid token: most often the session ended, or cookies are off, while somebody was writing."""
    message = _(
        "Your browser did not send the mark that ties this form to you. Perhaps you signed in or out in another window,"
        " or cookies are switched off. Nothing was stored. Open the page again, put your text in and send it."
    )
    return page(request, "errors/state.html", 403, message=message, kept=kept_from(request))
