"""The one door of the desk and of Django's admin pages: staff come in with a second factor."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from accounts.second_factor import used_second_factor
from consultations.permissions import works_at_some_desk

BEHIND_THE_DOOR = ("/desk/", "/admin/")
"""Whatever stands under these addresses, also pages that are made later."""


class DeskDoorMiddleware:
    """Nothing behind the door answers staff whose session has not used a second factor; they are led to set or use one.

    Who has not signed in, and who is no staff, is refused by the pages themselves. Costs no query on other pages, nor
    behind the door once the factor was used.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(BEHIND_THE_DOOR) and is_kept_out(request):
            query = QueryDict(mutable=True)
            query["next"] = request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("desk")
            return redirect(f"{reverse('second_factor')}?{query.urlencode(safe='/')}")
        return self.get_response(request)


def is_kept_out(request: HttpRequest) -> bool:
    return request.user.is_authenticated and not used_second_factor(request) and works_at_some_desk(request.user)
