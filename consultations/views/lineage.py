"""What became of each provision since the draft before: looked over, corrected, confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import signed_in
from common.htmx import part
from consultations.enums import LineageKind, TeamRole
from consultations.forms.lineage import choices, chosen_keys
from consultations.models import Consultation, Draft, Lineage
from consultations.permissions import can_change_draft
from consultations.queries.lineage import is_matched
from consultations.queries.lineage_review import FOUND_AT_MOST, SHOWN, counts_of, review_page, reviewed
from consultations.services.draft import check_changeable
from consultations.services.lineage import confirm_lineage, start_matching
from consultations.services.lineage_correction import correct_lineage, trace_deleted, undo_correction
from consultations.views.desk import consultation_at_desk, require


@login_required
def lineage(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Both drafts beside each other. Posted to, it confirms, or has the draft matched again."""
    consultation, draft = following_draft(request, slug, number)
    user = signed_in(request.user)
    if request.method == "POST":
        if request.POST.get("do") == "match":
            start_matching(by=user, draft=draft)
            messages.success(request, _("The provisions are being matched again. Your corrections are kept."))
            return redirect("desk_lineage", slug, number)
        confirm_lineage(by=user, draft=draft)
        messages.success(request, _("The lineage is confirmed. The draft can be published."))
        return redirect("desk_draft", slug, number)
    shown = request.GET.get("show", "")
    if shown not in SHOWN:
        raise Http404
    counts = counts_of(draft)
    context = {
        "place": "drafts",
        "consultation": consultation,
        "draft": draft,
        "is_matched": is_matched(draft),
        "page": review_page(draft, user, shown, request.GET.get("cursor", "")),
        "shown": shown,
        "total": counts[""],
        "changed": counts["changed"],
        "uncertain": counts["uncertain"],
        "corrected": counts["corrected"],
        "kinds": [(kind, f"only-{kind.value}", counts[f"only-{kind.value}"]) for kind in LineageKind],
        "may_change": can_change_draft(user, draft),
    }
    return render(request, "consultations/lineage.html" + part(request, "matching"), context)


@login_required
def lineage_row(request: HttpRequest, slug: str, number: int, row: int) -> HttpResponse:
    """What one provision comes from, or what became of it: searched for, chosen, and taken back."""
    consultation, draft = following_draft(request, slug, number)
    user = signed_in(request.user)
    require(draft.is_published or can_change_draft(user, draft), _("correct the lineage of this draft"))
    check_changeable(user, draft)
    rows = Lineage.objects.visible_to(user).select_related("provision", "ancestor")
    found = get_object_or_404(rows.prefetch_related("provision__texts", "ancestor__texts"), draft=draft, pk=row)
    is_search = "search" in request.POST
    if request.method == "POST" and not is_search:
        return decided(request, draft, found)
    chosen = chosen_keys(request.POST.getlist("chosen")) if is_search else chosen_now(found)
    words = request.POST.get("words", "")[:200]
    among = draft if found.provision is None else draft.predecessor
    assert among is not None  # noqa: S101  # `following_draft` has looked
    context = {
        "place": "drafts",
        "consultation": consultation,
        "draft": draft,
        "among": among,
        "reviewed": reviewed(found, draft),
        "choices": choices(among, chosen, words),
        "words": words,
        "most": FOUND_AT_MOST,
    }
    return render(request, "consultations/lineage_row.html", context)


def decided(request: HttpRequest, draft: Draft, row: Lineage) -> HttpResponse:
    by, chosen = signed_in(request.user), chosen_keys(request.POST.getlist("chosen"))
    if row.provision_id is None:
        assert row.ancestor_id is not None  # noqa: S101  # a row has one end at least
        trace_deleted(by=by, draft=draft, ancestor=row.ancestor_id, provisions=chosen)
        messages.success(request, _("What became of the provision is kept."))
    elif "undo" in request.POST:
        undo_correction(by=by, draft=draft, provision=row.provision_id)
        messages.success(request, _("The correction is undone. The provisions are being matched again."))
    else:
        correct_lineage(by=by, draft=draft, provision=row.provision_id, ancestors=chosen)
        messages.success(request, _("What the provision comes from is kept."))
    return redirect("desk_lineage", draft.consultation.slug, draft.number)


def chosen_now(row: Lineage) -> list[int]:
    if row.provision_id is None:
        return []
    keys = Lineage.objects.filter(draft=row.draft_id, provision=row.provision_id).values_list("ancestor_id", flat=True)
    return [key for key in keys if key is not None]


def following_draft(request: HttpRequest, slug: str, number: int) -> tuple[Consultation, Draft]:
    """404 for a draft that follows none."""
    consultation = consultation_at_desk(request.user, slug, least=TeamRole.OBSERVER)
    visible = Draft.objects.visible_to(request.user).exclude(predecessor=None)
    drafts = visible.select_related("consultation", "predecessor", "matching")
    return consultation, get_object_or_404(drafts, consultation=consultation, number=number)
