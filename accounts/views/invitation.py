"""What the link of an invitation opens."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Invitation, User
from accounts.permissions import signed_in
from accounts.queries.membership import memberships_of, waiting_invitations
from accounts.services.invitation import (
    accept_invitation,
    has_confirmed,
    refuse_invitations,
    withdraw_invitation,
)
from accounts.waiting import nothing_waits, wait_at
from common.tokens import digest_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites to what; whoever has confirmed the address accepts. A visitor signs in first and comes back here."""
    found = _by_token(token)
    if found is None:
        return render(request, "accounts/invitation_unknown.html", status=404)
    if not isinstance(request.user, User):
        wait_at(request.session, request.path)
        if request.method == "POST":
            return redirect_to_login(request.path)
        return render(request, "accounts/invitation.html", _about(found, None))
    nothing_waits(request.session)
    if request.method != "POST":
        return render(request, "accounts/invitation.html", _about(found, request.user))
    membership = accept_invitation(by=request.user, invitation=found)
    name = membership.organisation.name
    messages.success(request, _("You may speak for %(name)s from now on.") % {"name": name})
    return redirect("my_organisation", membership.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation_refuse(request: HttpRequest, token: str) -> HttpResponse:
    """No more invitations to this address, from anybody. Needs no account."""
    found = _by_token(token)
    if found is None:
        return render(request, "accounts/invitation_unknown.html", status=404)
    is_done = request.method == "POST"
    if is_done:
        refuse_invitations(invitation=found)
    return render(request, "accounts/invitation_refuse.html", {"invitation": found, "is_done": is_done})


@require_POST
@login_required
def invitation_withdraw(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Take back an invitation of one's own organisation that nobody has used."""
    by = signed_in(request.user)
    membership = get_object_or_404(memberships_of(by), pk=pk)
    found = get_object_or_404(waiting_invitations(membership.organisation), pk=invitation)
    withdraw_invitation(by=by, invitation=found)
    messages.success(request, _("The invitation is withdrawn; its link no longer works."))
    return redirect("my_organisation", pk)


def _by_token(token: str) -> Invitation | None:
    rows = Invitation.objects.select_related("organisation__stakeholder_group", "invited_by")
    return rows.filter(token_digest=digest_of(token)).first()


def _about(found: Invitation, user: User | None) -> dict[str, object]:
    return {
        "invitation": found,
        "is_open": found.is_open(timezone.now()),
        "is_theirs": user is not None and has_confirmed(user, found.email),
    }
