"""The desk's pages of invitations: a table is given, its report read, its letters sent; then each by itself."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import signed_in
from comments.enums import InviteeMove, InviteeState
from comments.forms.invitation import InvitationListForm
from comments.imports.row import TableRefused
from comments.models import InvitationList, Invitee
from comments.permissions import can_invite, can_see_invitations
from comments.queries.invitation import counts_by_state, invitees_page, lists_page
from comments.queries.invitation_lines import invitation_lines
from comments.services.invitation import note_unreachable, send_again, withdraw
from comments.services.invitation_list import start_list
from comments.services.invitation_sending import send_list
from common.file_types import CSV_IN_UTF8
from common.htmx import part
from common.uploads import UploadRefused
from consultations.models import Consultation
from consultations.views.desk import consultation_at_desk, require

PLACE = "invitations"
MOVES = {
    InviteeMove.WITHDRAW.value: withdraw,
    InviteeMove.SEND_AGAIN.value: send_again,
    InviteeMove.UNREACHABLE.value: note_unreachable,
}


@require_safe
@login_required
def desk_invitations(request: HttpRequest, slug: str) -> HttpResponse:
    """The tables that were given, newest first."""
    consultation = _consultation(request, slug)
    context = {
        "consultation": consultation,
        "place": PLACE,
        "page": lists_page(consultation, request.user, cursor=request.GET.get("cursor", "")),
        "may_invite": can_invite(request.user, consultation),
    }
    return render(request, "comments/invitations/lists.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def desk_invitation_list_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Nobody is written to yet: the report comes first."""
    consultation = _consultation(request, slug)
    require(can_invite(request.user, consultation), _("invite people to this consultation"))
    form = InvitationListForm(request.POST or None, request.FILES or None)
    if form.is_valid() and (made := _start(request, consultation, form)):
        return redirect("desk_invitation_list", slug, made.key)
    context = {"consultation": consultation, "place": PLACE, "form": form}
    return render(request, "comments/invitations/list_new.html", context, status=422 if form.is_bound else 200)


def _start(request: HttpRequest, consultation: Consultation, form: InvitationListForm) -> InvitationList | None:
    given = form.cleaned_data
    try:
        return start_list(
            by=signed_in(request.user),
            consultation=consultation,
            upload=given["table"],
            name=given["name"],
            days=given["days"],
        )
    except (UploadRefused, TableRefused) as refusal:
        form.add_error("file" if given["file"] else "pasted", str(refusal))
    return None


@require_safe
@login_required
def desk_invitation_list(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Progress, report and what became of each line. htmx asks for the part that changes."""
    found = _list(request, slug, key)
    show = request.GET.get("show", "")
    counts = counts_by_state(found)
    context = {
        "consultation": found.consultation,
        "place": PLACE,
        "list": found,
        "counts": counts,
        "ready": next((it.count for it in counts if it.state == InviteeState.READY), 0),
        "show": show,
        "query": urlencode({"show": show}) if show else "",
        "page": invitees_page(found, show=show, cursor=request.GET.get("cursor", "")),
        "may_invite": can_invite(request.user, found.consultation),
        "now": timezone.now(),
    }
    return render(request, "comments/invitations/list.html" + part(request, "state"), context)


@require_safe
@login_required
def desk_invitation_list_csv(request: HttpRequest, slug: str, key: UUID) -> StreamingHttpResponse:
    """The report as the page shows it: all lines, or those in one state."""
    found = _list(request, slug, key)
    lines = invitation_lines(found, show=request.GET.get("show", ""))
    response = StreamingHttpResponse(lines, content_type=CSV_IN_UTF8)
    response["Content-Disposition"] = f'attachment; filename="invitations-{slug}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@login_required
def desk_invitation_list_send(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    found = _list(request, slug, key)
    send_list(by=signed_in(request.user), invitation_list=found)
    messages.success(request, _("The letters are being written."))
    return redirect("desk_invitation_list", slug, key)


@require_POST
@login_required
def desk_invitee(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Withdraw, send again, or note that the letter came back; an unknown verb changes nothing."""
    consultation = _consultation(request, slug)
    invitees = Invitee.objects.visible_to(request.user).filter(consultation=consultation)
    invitee = get_object_or_404(invitees.select_related("table", "consultation"), pk=pk)
    require(can_invite(request.user, consultation), _("change invitations to this consultation"))
    said = {
        "withdraw": _("The invitation to %(address)s is withdrawn; its link no longer works, and it admits nobody."),
        "send-again": _("A new letter goes to %(address)s; the link of the earlier one no longer works."),
        "unreachable": _("Noted: letters to %(address)s come back. Later lists pass the address over."),
    }
    move = request.POST.get("move", "")
    if move in MOVES:
        MOVES[move](by=signed_in(request.user), invitee=invitee)
        messages.success(request, said[move] % {"address": invitee.email})
    return redirect("desk_invitation_list", slug, invitee.table.key)


def _consultation(request: HttpRequest, slug: str) -> Consultation:
    consultation = consultation_at_desk(request.user, slug)
    require(can_see_invitations(request.user, consultation), _("see who is invited to this consultation"))
    return consultation


def _list(request: HttpRequest, slug: str, key: UUID) -> InvitationList:
    lists = InvitationList.objects.visible_to(request.user)
    lists = lists.select_related("consultation", "source_file", "checking", "sending", "by")
    return get_object_or_404(lists, consultation__slug=slug, key=key)
