"""Signing out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

View = Callable[[HttpRequest], HttpResponse]


def browser_forgets(sign_out: View) -> View:
    """The browser forgets what was typed in it, for whoever uses it next: the account keeps it.

    Only where somebody was signed in: a guest's words are nowhere else.
    """

    @wraps(sign_out)
    def answer(request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = sign_out(request)
        if was_signed_in and request.method == "POST":
            response["Clear-Site-Data"] = '"storage"'
        return response

    return answer
