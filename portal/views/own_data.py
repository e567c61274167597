"""What the site keeps about the person who asks, and the end of it."""

from __future__ import annotations

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import signed_in
from accounts.second_factor import ask_again
from comments.limits import SEALED
from portal.forms.account_close import AccountCloseForm
from portal.permissions import can_close_own_account
from portal.services.own_data import check_closable, close_account, data_about


@require_safe
@never_cache
@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """Leads to the file and to closing the account."""
    return render(request, "portal/my_data.html")


@require_safe
@never_cache
@login_required
def my_data_file(request: HttpRequest) -> HttpResponse:
    """Everything as JSON, after asking once more who is asking."""
    ask_again(request)
    told = data_about(signed_in(request.user))
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def account_close(request: HttpRequest) -> HttpResponse:
    """What goes and what stays, and the button."""
    user = signed_in(request.user)
    if request.method == "POST":
        check_closable(user)
    form = AccountCloseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ask_again(request)
        close_account(by=user)
        logout(request)
        return redirect("account_closed")
    context = {"form": form, "may_close": can_close_own_account(user), "sealed_for": SEALED.days}
    return render(request, "portal/account_close.html", context, status=422 if form.is_bound else 200)


@require_safe
def account_closed(request: HttpRequest) -> HttpResponse:
    """Where one is led afterwards. Says nothing of anybody."""
    return render(request, "portal/account_closed.html")
