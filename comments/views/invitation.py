"""What the link in a letter of invitation opens. Looking changes nothing: programs that check mail follow links."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.waiting import nothing_waits, wait_at
from comments.enums import InviteeState
from comments.errors import InviteeNotOpen
from comments.models import Invitee
from comments.permissions import can_be_accepted
from comments.queries.invitation import invitee_of
from comments.services.invitation import accept, refuse
from consultations.enums import Audience
from consultations.models import Round


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """To what; whoever is signed in accepts. A visitor signs in first and comes back here."""
    found = invitee_of(token)
    if found is None:
        return render(request, "comments/invitations/unknown.html", status=404)
    if _is_accepted_by(request, found):
        return redirect(found.consultation)
    if not can_be_accepted(found, at=timezone.now()):
        return _closed(request, found)
    if not isinstance(request.user, User):
        wait_at(request.session, request.path)
        if request.method == "POST":
            return redirect_to_login(request.path)
        return _offered(request, found)
    nothing_waits(request.session)
    if request.method != "POST":
        return _offered(request, found)
    try:
        accept(by=request.user, invitee=found)
    except InviteeNotOpen:
        return _closed(request, found)
    messages.success(request, _("You have accepted the invitation. Read the draft and say what you think."))
    return redirect(found.consultation)


@csrf_exempt  # a mail program posts here without a session; the token in the address is what allows it
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invited_refuse(request: HttpRequest, token: str) -> HttpResponse:
    """No more invitations to this address. Needs no account; also what a mail program's button does (RFC 8058)."""
    found = invitee_of(token)
    if found is None:
        return render(request, "comments/invitations/unknown.html", status=404)
    is_done = request.method == "POST"
    if is_done:
        refuse(invitee=found)
    return render(request, "accounts/invitation_refuse.html", {"is_done": is_done})


def _is_accepted_by(request: HttpRequest, found: Invitee) -> bool:
    is_used = found.state == InviteeState.ACCEPTED and request.user.is_authenticated
    return is_used and found.accepted_by_id == request.user.pk


def _offered(request: HttpRequest, found: Invitee) -> HttpResponse:
    """The page says so where some round is not open to everyone."""
    rounds = Round.objects.visible_to(request.user).filter(consultation=found.consultation)
    admits = rounds.exclude(audience=Audience.EVERYONE).exists()
    return render(request, "comments/invitations/invited.html", {"invitee": found, "admits": admits})


def _closed(request: HttpRequest, found: Invitee) -> HttpResponse:
    return render(request, "comments/invitations/closed.html", {"invitee": found}, status=410)
