"""Errors become pages here, and nowhere else."""

import secrets
import uuid
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import request_id
from common.errors import BadCursor, NotAllowed, StateError
from common.uploads import UploadRefused

LARGEST_REQUEST = 110 * 1024 * 1024
"""Bytes. The largest upload anywhere is 100 MB (`common.uploads.TABLE_LIMIT`); the rest is for the form around it."""

LONGEST_DRAIN = 512 * 1024 * 1024
"""Bytes of a refused request that are read and thrown away, so that the browser shows our answer and no broken line."""

FIELDS = {
    "body": gettext_lazy("Your text"),
    "proposed_wording": gettext_lazy("Proposed wording"),
    "words": gettext_lazy("In your own words"),
    "reason": gettext_lazy("Reason"),
    "note": gettext_lazy("Note"),
    "name": gettext_lazy("Name"),
    "closes_at": gettext_lazy("Closes at"),
    "late_until": gettext_lazy("Takes late contributions until"),
}
"""What the fields of forms are called where their form is not at hand."""

CHOSEN = {
    "speaking_for",
    "attribution",
    "position",
    "kind",
    "language",
    "audience",
    "attributions",
    "comments_shown",
    "moderation",
}
"""Fields whose values were chosen, not typed, and are codes."""

NEVER_SHOWN = {
    "csrfmiddlewaretoken",
    "submission_id",
    "version",
    "then",
    "kept_file",
    "remove_file",
    "password",
    "password1",
    "password2",
    "oldpassword",
    "code",
    "credential",
}

GetResponse = Callable[[HttpRequest], HttpResponse]
Kept = tuple[str, str]


class RequestIdMiddleware:
    """Gives each request an id of ours, on the request, in the log and in the header X-Request-ID."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        identifier = secrets.token_hex(8)
        token = request_id.current.set(identifier)
        try:
            response = self.get_response(request)
        finally:
            request_id.current.reset(token)
        response["X-Request-ID"] = identifier
        return response


class CookiesMiddleware:
    """Drops cookies that hold a NUL: none of ours does, and a session's key goes to the database as it came."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if "\x00" in value]:
            del request.COOKIES[name]
        return self.get_response(request)


class ErrorsMiddleware:
    """Answers our exceptions and unreadable requests with a page.

    It stands before CsrfViewMiddleware, which reads the form and would answer in Django's words.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.DEBUG and response.status_code == HTTPStatus.NOT_FOUND and request.resolver_match is None:
            return page(request, "404.html", 404)  # Django's list of routes: readers of the demonstration get it, too
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if _holds_nul(request):
            return bad_request(request, _("The address holds a character that no address of ours has."))
        if request.META.get("HTTP_TRANSFER_ENCODING"):
            message = _(
                "The request does not say how long it is, so none of it was read. Send it with a Content-Length."
            )
            return bad_request(request, message, status=411)
        if _length(request) > LARGEST_REQUEST:
            drain(request)
            return too_large(request)
        return _refusal_of_body(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        match error:
            case NotAllowed():
                return page(request, "errors/not_allowed.html", 403, what=error.what)
            case StateError():
                return page(request, "errors/state.html", 409, message=error.message, kept=kept_from(request))
            case UploadRefused():
                return bad_request(request, error.message)
            case BadCursor():
                return bad_request(request, _("This is not an address of a page of this list. Open the list again."))
            case Http404():
                return page(request, "404.html", 404)
            case _:
                return None


def page(request: HttpRequest, template: str, status: int, **context: object) -> HttpResponse:
    return render(request, template, {**context, "request_id": request_id.current.get()}, status=status)


def bad_request(request: HttpRequest, message: str, *, status: int = 400) -> HttpResponse:
    return page(request, "errors/bad_request.html", status, message=message)


def too_large(request: HttpRequest) -> HttpResponse:
    largest_text = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return page(request, "errors/too_large.html", 413, largest=LARGEST_REQUEST, largest_text=largest_text)


def kept_from(request: HttpRequest) -> list[Kept]:
    """What somebody typed into the form just sent, by field, without secrets and without ids that forms carry.

    A field that is not in `FIELDS` is called by its own name, in words.
    """
    return [
        (str(FIELDS.get(name, name.replace("_", " "))), value)
        for name, values in request.POST.lists()
        if name not in NEVER_SHOWN | CHOSEN
        for value in values
        if isinstance(value, str) and value.strip() and not _is_uuid(value)
    ]


def drain(request: HttpRequest) -> None:
    """Read the body and throw it away, a little at a time. A client that goes on for too long is cut off."""
    left = min(_length(request), LONGEST_DRAIN)
    request._mark_post_parse_error()  # type: ignore[attr-defined]  # Django's own way to say: there is no form in this
    try:
        while left > 0 and (chunk := request.read(64 * 1024)):
            left -= len(chunk)
    except UnreadablePostError:
        return


def _refusal_of_body(request: HttpRequest) -> HttpResponse | None:
    """Read the form now, where we can still choose the page that says why it cannot be read."""
    try:
        request.POST  # noqa: B018  # the property parses the body, which is what may fail
    except RequestDataTooBig:
        drain(request)
        return too_large(request)
    except (TooManyFieldsSent, TooManyFilesSent):
        message = _("The form holds more fields or files than any form of ours. Send it in smaller parts.")
    except BadRequest:
        message = _("The form is not in UTF-8, as all forms of ours are. Send it in UTF-8.")
    except (MultiPartParserError, UnreadablePostError):
        message = _("The form arrived broken, perhaps because the line was cut. Go back and send it again.")
    else:
        return None
    request._mark_post_parse_error()  # type: ignore[attr-defined]  # as above
    return bad_request(request, message)


def _holds_nul(request: HttpRequest) -> bool:
    words = [request.path, *request.GET, *(value for _name, values in request.GET.lists() for value in values)]
    return any("\x00" in word for word in words)


def _length(request: HttpRequest) -> int:
    """Bytes announced; the server reads no more than that, and none where nothing is announced."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _is_uuid(value: str) -> bool:
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True
