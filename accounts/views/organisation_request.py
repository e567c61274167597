"""Requests to speak for an organisation, and the decisions on them. For administrators."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms.organisation import DeclineForm
from accounts.models import Membership
from accounts.queries.membership import requests_page
from accounts.queries.organisation import similar_organisations
from accounts.services.membership import accept_request, decline_request
from accounts.views.organisation import administrator


@require_safe
@login_required
def desk_organisation_requests(request: HttpRequest) -> HttpResponse:
    """Those that wait, oldest first."""
    page = requests_page(administrator(request), request.GET.get("cursor", ""))
    return render(request, "accounts/desk_requests.html", {"requests": page, "place": "organisations"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def desk_organisation_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asks for what, what comes close to it, and the decision, which the person reads in a letter."""
    by = administrator(request)
    rows = Membership.objects.visible_to(by).select_related(
        "user__stakeholder_group", "organisation__stakeholder_group"
    )
    membership = get_object_or_404(rows, pk=pk)
    if request.method == "POST" and request.POST.get("move") == "accept":
        accept_request(by=by, membership=membership)
        messages.success(
            request, _("%(name)s may speak for it now, and an e‑mail says so.") % {"name": membership.user}
        )
        return redirect("desk_organisation", membership.organisation_id)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        decline_request(by=by, membership=membership, reason=form.cleaned_data["reason"])
        messages.success(request, _("The request is declined. %(name)s is told why.") % {"name": membership.user})
        return redirect("desk_organisation_requests")
    context = {
        "membership": membership,
        "organisation": membership.organisation,
        "similar": similar_organisations(membership.organisation.name, but=membership.organisation),
        "form": form,
        "place": "organisations",
    }
    return render(request, "accounts/desk_request.html", context, status=422 if form.is_bound else 200)
