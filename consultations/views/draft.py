from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import signed_in
from common.downloads import file_response
from common.htmx import part
from common.uploads import UploadRefused
from consultations.enums import TeamRole
from consultations.forms.draft import DraftForm, FileForm
from consultations.models import Draft
from consultations.permissions import can_make_draft
from consultations.queries.desk import drafts_of, notices_of
from consultations.services.draft import LabelTaken, check_changeable, is_ready, replace_file, start_draft
from consultations.views.desk import consultation_at_desk, require
from consultations.views.preview import number_in, preview


@require_safe
@login_required
def drafts(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_at_desk(request.user, slug, least=TeamRole.OBSERVER)
    context = {
        "place": "drafts",
        "consultation": consultation,
        "drafts": drafts_of(consultation, request.user),
        "may_make": can_make_draft(request.user, consultation),
    }
    return render(request, "consultations/drafts.html", context)


@login_required
def draft_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes the file and goes on to the page that shows how far its reading is."""
    consultation = consultation_at_desk(request.user, slug, least=TeamRole.OBSERVER)
    require(can_make_draft(request.user, consultation), _("make a draft"))
    form = DraftForm(*posted(request), consultation=consultation)
    if form.is_valid():
        data = form.cleaned_data
        try:
            draft = start_draft(
                by=signed_in(request.user),
                consultation=consultation,
                label=data["label"],
                language=data["language"],
                file=data["file"],
                name=data["file"].name,
            )
        except UploadRefused as refusal:
            form.add_error("file", refusal.message)
        except LabelTaken as refusal:
            form.add_error("label", str(refusal.message))
        else:
            return redirect("desk_draft", slug, draft.number)
    context = {"place": "drafts", "consultation": consultation, "form": form}
    return render(request, "consultations/draft_new.html", context, status=422 if form.is_bound else 200)


@login_required
def draft(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How far the reading is, then the provisions and what has no place; another file may be given in its stead."""
    consultation = consultation_at_desk(request.user, slug, least=TeamRole.OBSERVER)
    found = get_object_or_404(drafts_of(consultation, request.user).select_related("source"), number=number)
    if request.method == "POST":
        check_changeable(signed_in(request.user), found)
    form = FileForm(*posted(request))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            replace_file(by=signed_in(request.user), draft=found, file=file, name=file.name)
        except UploadRefused as refusal:
            form.add_error("file", refusal.message)
        else:
            messages.success(
                request, _("The new file is being read. The provisions of the former one go when it is done.")
            )
            return redirect("desk_draft", slug, number)
    context = {
        "place": "drafts",
        "consultation": consultation,
        "draft": found,
        "form": form,
        "notices": notices_of(found),
        **preview(request, found, at=number_in(request.GET.get("at", ""))),
        "is_ready": is_ready(found),
    }
    template = "consultations/draft.html" + part(request, "reading")
    return render(request, template, context, status=422 if form.is_bound else 200)


@require_safe
def draft_source(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The original file, for everyone who may read the draft."""
    visible = Draft.objects.visible_to(request.user).exclude(source=None).select_related("source")
    found = get_object_or_404(visible, consultation__slug=slug, number=number)
    assert found.source is not None  # noqa: S101  # excluded above
    return file_response(found.source)


def posted(request: HttpRequest) -> tuple[QueryDict | None, MultiValueDict[str, Any] | None]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
