"""A consultation's first page at the desk. It lives with the comments: what has been said decides what can be done."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import signed_in
from comments.queries.consultation import has_comments, waiting_work
from comments.queries.totals import round_totals
from comments.services.publishing import unpublish_consultation
from comments.services.template import mark_as_template, unmark_as_template
from consultations.enums import ConsultationState, TeamRole
from consultations.permissions import (
    can_change_state,
    can_edit_consultation,
    can_make_consultation,
    can_mark_as_template,
    can_read_everything,
)
from consultations.queries.desk import drafts_of, rounds_of
from consultations.services.consultation import archive_consultation, publish_consultation, unarchive_consultation
from consultations.views.desk import consultation_at_desk, require

MOVES = {
    "publish": publish_consultation,
    "unpublish": unpublish_consultation,
    "archive": archive_consultation,
    "unarchive": unarchive_consultation,
    "template": mark_as_template,
    "no-template": unmark_as_template,
}


@require_safe
@login_required
def consultation_overview(request: HttpRequest, slug: str) -> HttpResponse:
    """State, drafts and rounds, what can be done with them now, and who has spoken in all rounds together."""
    consultation = consultation_at_desk(request.user, slug, least=TeamRole.OBSERVER)
    state = consultation.state
    drafts = list(drafts_of(consultation, request.user))
    rounds = rounds_of(consultation, request.user, at=timezone.now())
    context = {
        "place": "overview",
        "consultation": consultation,
        "waiting": waiting_work(consultation),
        "drafts": drafts,
        "has_published_draft": any(draft.is_published for draft in drafts),
        "rounds": rounds,
        "totals": round_totals(rounds, user=request.user, at_desk=True, by_grouping=True),
        "may_read": can_read_everything(request.user, consultation),
        "may_edit": can_edit_consultation(request.user, consultation),
        "may_change_state": can_change_state(request.user, consultation),
        "may_make_copy": can_make_consultation(request.user),
        "may_mark": can_mark_as_template(request.user),
        "may_unpublish": state == ConsultationState.PUBLISHED and not has_comments(consultation),
    }
    return render(request, "consultations/consultation_overview.html", context)


@require_POST
@login_required
def consultation_state(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish, take back, mark as a template, or archive when the box is ticked; an unknown verb changes nothing."""
    consultation = consultation_at_desk(request.user, slug, least=TeamRole.OBSERVER)
    require(can_change_state(request.user, consultation), _("change the state of this consultation"))
    move = MOVES.get(request.POST.get("move", ""))
    if move is archive_consultation and "sure" not in request.POST:
        messages.warning(request, _("Nothing was changed: tick the box to archive the consultation."))
    elif move is not None:
        moved = move(by=signed_in(request.user), consultation=consultation)
        messages.success(request, _("The consultation is now: %(state)s.") % {"state": moved.get_state_display()})
    return redirect("desk_consultation", slug)
