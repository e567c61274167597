from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import signed_in
from consultations.enums import ConsultationState
from consultations.forms.consultation import ConsultationForm
from consultations.models import Consultation
from consultations.permissions import can_edit_consultation, can_make_consultation
from consultations.services.consultation import edit_consultation, make_consultation
from consultations.services.copy import copy_consultation
from consultations.services.round import ImpossibleTimes
from consultations.views.desk import consultation_at_desk, require

SOURCES = 20
"""Earlier consultations that a new one may be copied from, as the page offers them; the newest."""


@login_required
def consultation_new(request: HttpRequest) -> HttpResponse:
    """From nothing, or `?from=` the address of a template or an earlier one, with whose words, team and rounds it may
    begin."""
    require(can_make_consultation(request.user), _("make a consultation"))
    sources = Consultation.objects.visible_to(request.user).order_by("-created_at", "-pk")
    asked = request.GET.get("from", "")
    source = get_object_or_404(sources, slug=asked) if asked else None
    form = ConsultationForm(request.POST or None, source=source)
    if form.is_valid() and (made := _made(request, form, source)):
        messages.success(request, _("The consultation is made. Only its team sees it until you publish it."))
        return redirect("desk_consultation", made.slug)
    offers_sources = source is None and not form.is_bound
    context = {
        "form": form,
        "place": "overview",
        "consultation": None,
        "source": source,
        "templates": sources.templates() if offers_sources else [],
        "sources": sources.exclude(state=ConsultationState.TEMPLATE)[:SOURCES] if offers_sources else [],
    }
    return render(request, "consultations/consultation_new.html", context, status=422 if form.is_bound else 200)


def _made(request: HttpRequest, form: ConsultationForm, source: Consultation | None) -> Consultation | None:
    """None where the form has to be mended."""
    by = signed_in(request.user)
    if source is None:
        return make_consultation(by=by, **form.words())
    try:
        return copy_consultation(by=by, source=source, **form.copied(), **form.words())
    except ImpossibleTimes as refusal:
        form.add_error("opens_at", str(refusal.message))
        return None


@login_required
def consultation_edit(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_at_desk(request.user, slug)
    require(can_edit_consultation(request.user, consultation), _("edit this consultation"))
    form = ConsultationForm(request.POST or None, consultation=consultation)
    if form.is_valid():
        edit_consultation(by=signed_in(request.user), consultation=consultation, **form.words())
        messages.success(request, _("The consultation is saved."))
        return redirect("desk_consultation", slug)
    context = {"form": form, "place": "overview", "consultation": consultation}
    return render(request, "consultations/consultation_edit.html", context, status=422 if form.is_bound else 200)
