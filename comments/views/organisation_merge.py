"""Merging an organisation into the one that it is: choose, see what moves, decide."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.limits import ORGANISATION_NAME
from accounts.models import Organisation
from accounts.queries.organisation import found_organisations, similar_organisations
from accounts.second_factor import ask_again
from accounts.views.organisation import administrator, organisation_or_404
from comments.queries.organisation import merge_preview
from comments.services.organisation_merge import merge_organisations


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def desk_organisation_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """`?q=` searches for the organisation that stays, `?into=` shows what would move to it; posting does it."""
    by, double = administrator(request), organisation_or_404(request, pk)
    into = _chosen(request, request.POST.get("into") or request.GET.get("into", ""))
    if request.method == "POST" and into is not None:
        ask_again(request)
        merge_organisations(by=by, double=double, into=into)
        messages.success(request, _("Merged. What was said for it keeps the name that it was said with."))
        return redirect("desk_organisation", into.pk)
    typed = request.GET.get("q", "")[:ORGANISATION_NAME]
    found = found_organisations(by, typed) if typed else similar_organisations(double.name, but=double)
    context = {
        "organisation": double,
        "into": into,
        "preview": merge_preview(double) if into else None,
        "typed": typed,
        "found": [it for it in found if it.pk != double.pk],
        "place": "organisations",
    }
    return render(request, "comments/desk_organisation_merge.html", context, status=422 if request.POST else 200)


def _chosen(request: HttpRequest, key: str) -> Organisation | None:
    """404 for a number that is no organisation's; None where nothing was chosen."""
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return get_object_or_404(Organisation.objects.visible_to(request.user).select_related("stakeholder_group"), pk=key)
