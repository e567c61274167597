from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.second_factor import FACTORS, used_second_factor
from common.errors import NotAllowed

NEXT = "behind_the_door"


@require_safe
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """What stands between staff and the desk: setting a second factor, or using the one they have. Then on to `next`,
    which the session keeps while the factor is set."""
    if wanted := request.GET.get("next", ""):
        request.session[NEXT] = wanted
    target = where_to(request)
    if used_second_factor(request):
        request.session.pop(NEXT, None)
        return redirect(target)
    if is_mfa_enabled(request.user, FACTORS):
        return redirect(using_it(request, target))
    return render(request, "portal/second_factor.html")


def where_to(request: HttpRequest) -> str:
    wanted = str(request.session.get(NEXT, ""))
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if is_ours else reverse("desk")


def using_it(request: HttpRequest, target: str) -> str:
    """allauth's page that asks for the code or the passkey. Not the one that takes the password: it is the first."""
    ways = [it for it in get_adapter().get_reauthentication_methods(request.user) if it["id"] != "reauthenticate"]
    query = QueryDict(mutable=True)
    query["next"] = target
    return f"{ways[0]['url']}?{query.urlencode(safe='/')}"


class PasskeyRemoveView(RemoveWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """allauth's, which asks for an app but not for a passkey whether it may go."""

    def form_valid(self, form: Form) -> HttpResponse:
        if not get_factor_adapter().can_delete_authenticator(self.get_object()):
            raise NotAllowed(_("give up your only second factor"))
        removed: HttpResponse = super().form_valid(form)
        return removed


passkey_remove = PasskeyRemoveView.as_view()
