from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import signed_in
from comments.queries.carrying import has_anchors_to_carry
from comments.services.placing import PlacementsStale, start_placing
from comments.services.publishing import publish_draft
from consultations.enums import ConsultationState
from consultations.models import Draft
from consultations.permissions import can_change_draft
from consultations.queries.lineage import needs_confirmation
from consultations.services.draft import is_ready
from consultations.views.desk import consultation_at_desk, require


@login_required
def draft_publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Says what publishing does, and does it when confirmed."""
    consultation = consultation_at_desk(request.user, slug)
    drafts = Draft.objects.visible_to(request.user).select_related("consultation", "reading", "predecessor")
    draft = get_object_or_404(drafts, consultation=consultation, number=number)
    require(draft.is_published or can_change_draft(request.user, draft), _("publish this draft"))
    if request.method == "POST":
        try:
            publish_draft(by=signed_in(request.user), draft=draft)
        except PlacementsStale as stale:
            start_placing(by=signed_in(request.user), draft=draft)
            messages.error(request, str(stale.message))
            return redirect("desk_placements", slug, number)
        messages.success(request, _published(draft))
        return redirect("desk_draft", slug, number)
    context = {
        "place": "drafts",
        "consultation": consultation,
        "draft": draft,
        "is_ready": is_ready(draft),
        "needs_confirmation": needs_confirmation(draft),
        "provisions": draft.provisions.count(),
        "problems": len(draft.problems),
        "carries": not draft.is_published and has_anchors_to_carry(draft),
    }
    return render(request, "consultations/draft_publish.html", context)


def _published(draft: Draft) -> str:
    if draft.consultation.state == ConsultationState.UNPUBLISHED:
        said = _("“%(label)s” is published. Everyone can read it once the consultation is published.")
    elif not draft.rounds.exists():
        said = _("“%(label)s” is published. People can comment on it once it has a round.")
    else:
        said = _("“%(label)s” is published.")
    return said % {"label": draft.label}
