"""The administrators' pages about who works at the desks, and about a lost second factor."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import can_change_standing, signed_in
from accounts.second_factor import ask_again
from accounts.services.second_factor import take_second_factor_away
from common.keyset import paginate
from consultations.forms.staff import SecondFactorLostForm
from consultations.permissions import can_change_team
from consultations.queries.staff import colleague, staff
from consultations.views.desk import require

PEOPLE_A_PAGE = 50


@require_safe
@login_required
def desk_staff(request: HttpRequest) -> HttpResponse:
    """Who may what where, and who has no second factor yet."""
    require(can_change_team(request.user), _("see who works at the desks"))
    page = paginate(staff(), order=("name", "id"), cursor=request.GET.get("cursor", ""), size=PEOPLE_A_PAGE)
    context = {"place": "staff", "page": page, "colleagues": [colleague(user) for user in page.items]}
    return render(request, "consultations/desk_staff.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def desk_second_factor_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """For who lost phone, key and recovery codes. Says what it does, and asks who did it how they know the person."""
    require(can_change_team(request.user), _("take away the second factor of an account"))
    found = colleague(get_object_or_404(staff(), pk=pk))
    by = signed_in(request.user)
    require(can_change_standing(by, found.user), _("take away your own second factor: another administrator can"))
    form = SecondFactorLostForm(request.POST or None)
    if form.is_valid():
        ask_again(request)
        take_second_factor_away(by=by, user=found.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("%(name)s signs in and sets a new second factor.") % {"name": found.user})
        return redirect("desk_staff")
    context = {"place": "staff", "colleague": found, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "consultations/desk_second_factor_reset.html", context, status=status)
