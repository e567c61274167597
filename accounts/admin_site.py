"""Django's admin pages, with nothing on them but what is registered here by name."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import User
from accounts.second_factor import used_second_factor


class ComityAdminSite(AdminSite):
    """For administrators who have used a second factor.

    Libraries register their models with Django's own site, which no address leads to: who changed their rows would
    leave no trace on record.
    """

    site_header = site_title = "Comity"

    def has_permission(self, request: HttpRequest) -> bool:
        person: User | AnonymousUser = request.user
        return person.is_authenticated and person.is_administrator and used_second_factor(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """By our own pages, with all their stages: verified address, second factor."""
        answer: HttpResponse = secure_admin_login(redirect_to_the_door)(request)
        return answer

    def password_change(  # type: ignore[override]  # a redirect in place of Django's page, which knows no such stages
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")


def redirect_to_the_door(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  a view
    return redirect("second_factor")


site = ComityAdminSite(name="admin")
