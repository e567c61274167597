"""A person's side: for which organisations one speaks, asking for one, leaving it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.adapter import over_the_profile
from accounts.enums import MembershipState
from accounts.forms.organisation import InviteForm, NewRequestForm, RequestForm
from accounts.limits import ORGANISATION_NAME
from accounts.models import Organisation
from accounts.permissions import can_ask_for_organisations, can_speak_for, signed_in
from accounts.queries.membership import (
    memberships_of,
    representatives_of,
    returned_invitations,
    waiting_invitations,
)
from accounts.queries.organisation import found_organisations
from accounts.services.invitation import invite
from accounts.services.membership import ask_for_organisation, ask_to_speak, end_membership
from common.errors import StateError

PAGES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@never_cache
@login_required
def my_organisations(request: HttpRequest) -> HttpResponse:
    """Those that one speaks for or has asked for, and the search with which asking begins."""
    typed = request.GET.get("q", "")[:ORGANISATION_NAME]
    context = {
        "memberships": memberships_of(request.user),
        "typed": typed,
        "found": found_organisations(request.user, typed),
    }
    return render(request, "accounts/my_organisations.html", context)


@PAGES
@never_cache
@login_required
def organisation_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to speak for an organisation that the secretariat knows."""
    by = signed_in(request.user)
    if not can_ask_for_organisations(by):
        return _over_the_profile(request)
    organisation = get_object_or_404(Organisation.objects.visible_to(by).known(), pk=pk)
    form = RequestForm(request.POST or None)
    if form.is_valid():
        ask_to_speak(by=by, organisation=organisation, note=form.cleaned_data["note"])
        return _asked(request)
    context = {"form": form, "organisation": organisation}
    return render(request, "accounts/organisation_ask.html", context, status=422 if form.is_bound else 200)


@PAGES
@never_cache
@login_required
def organisation_ask_new(request: HttpRequest) -> HttpResponse:
    """Ask for an organisation that the secretariat does not know yet. `?name=` is what was searched for."""
    by = signed_in(request.user)
    if not can_ask_for_organisations(by):
        return _over_the_profile(request)
    form = NewRequestForm(request.POST or None, name=request.GET.get("name", ""), country=by.country)
    if form.is_valid():
        ask_for_organisation(by=by, facts=form.facts, note=form.cleaned_data["note"])
        return _asked(request)
    status = 422 if form.is_bound else 200
    return render(request, "accounts/organisation_ask_new.html", {"form": form}, status=status)


@PAGES
@never_cache
@login_required
def my_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: colleagues, waiting invitations, and inviting somebody."""
    by = signed_in(request.user)
    membership = get_object_or_404(memberships_of(by).filter(state=MembershipState.ACTIVE), pk=pk)
    form = InviteForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            invitation = invite(by=by, membership=membership, email=form.cleaned_data["email"])
        except StateError as refusal:
            form.add_error("email", str(refusal.message))
            status = 409
        else:
            messages.success(request, _("The invitation to %(address)s is on its way.") % {"address": invitation.email})
            return redirect("my_organisation", pk)
    organisation = membership.organisation
    context = {
        "membership": membership,
        "organisation": organisation,
        "colleagues": representatives_of(organisation).filter(state=MembershipState.ACTIVE).exclude(user=by),
        "invitations": waiting_invitations(organisation),
        "returned": returned_invitations(organisation),
        "may_invite": can_speak_for(by, membership),
        "form": form,
    }
    return render(request, "accounts/my_organisation.html", context, status=status)


@PAGES
@never_cache
@login_required
def organisation_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave an organisation, or take back the request for it, after having read what that means."""
    by = signed_in(request.user)
    membership = get_object_or_404(memberships_of(by), pk=pk)
    if request.method != "POST":
        return render(request, "accounts/organisation_leave.html", {"membership": membership})
    end_membership(by=by, membership=membership)
    if membership.state == MembershipState.ASKED:
        messages.success(request, _("Your request is taken back."))
    else:
        messages.success(
            request,
            _("You no longer speak for %(name)s. What you said for it stays.") % {"name": membership.organisation},
        )
    return redirect("my_organisations")


def _over_the_profile(request: HttpRequest) -> HttpResponse:
    """Who asks has said who they are: the secretariat decides by it."""
    return redirect(over_the_profile(signed_in(request.user), request.get_full_path()))


def _asked(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Your request is with the secretariat. You get an e‑mail when it is decided."))
    return redirect("my_organisations")
