from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import signed_in
from consultations.forms.consultation import ConsultationForm
from consultations.permissions import can_edit_consultation, can_make_consultation
from consultations.services.consultation import (
    edit_consultation,
    make_consultation,
)
from consultations.views.desk import consultation_at_desk, require


@login_required
def consultation_new(request: HttpRequest) -> HttpResponse:
    require(can_make_consultation(request.user), _("make a consultation"))
    form = ConsultationForm(request.POST or None)
    if form.is_valid():
        made = make_consultation(by=signed_in(request.user), **form.words())
        messages.success(request, _("The consultation is made. Only its team sees it until you publish it."))
        return redirect("desk_consultation", made.slug)
    context = {"form": form, "place": "overview", "consultation": None}
    return render(request, "consultations/consultation_new.html", context, status=422 if form.is_bound else 200)


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
