"""The desk's pages of imports: the team reads them, editors start them."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.permissions import signed_in
from comments.enums import RowOutcome
from comments.forms.comment_import import CommentImportForm
from comments.imports.mapping_reader import MappingRefused
from comments.imports.report import report_lines
from comments.imports.row import TableRefused
from comments.models import CommentImport
from comments.permissions import can_import
from comments.queries.comment_import import WARNED, report_rows, report_values
from comments.services.comment_import import start_import_of_upload
from common.file_types import CSV_IN_UTF8
from common.htmx import part
from common.keyset import paginate
from common.services.job import cancel
from common.uploads import UploadRefused
from consultations.views.desk import consultation_at_desk, require

PLACE = "imports"
IMPORTS_A_PAGE = 20
ROWS_A_PAGE = 50


@require_safe
@login_required
def desk_imports(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_at_desk(request.user, slug)
    imports = CommentImport.objects.visible_to(request.user).filter(consultation=consultation)
    page = paginate(
        imports.select_related("job", "by", "source_file", "round"),
        order=("-created_at", "-id"),
        cursor=request.GET.get("cursor", ""),
        size=IMPORTS_A_PAGE,
    )
    may_import = can_import(request.user, consultation)
    context = {"consultation": consultation, "place": PLACE, "page": page, "may_import": may_import}
    return render(request, "comments/imports/imports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def desk_import_new(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_at_desk(request.user, slug)
    require(can_import(request.user, consultation), _("import comments into this consultation"))
    form = CommentImportForm(request.POST or None, request.FILES or None, consultation=consultation)
    if form.is_valid() and (started := _start(request, form)):
        return redirect("desk_import", slug, started.key)
    context = {"consultation": consultation, "place": PLACE, "form": form}
    return render(request, "comments/imports/import_new.html", context, status=422 if form.is_bound else 200)


def _start(request: HttpRequest, form: CommentImportForm) -> CommentImport | None:
    """The import, or None with the reason at the field that it belongs to."""
    upload = form.cleaned_data["file"]
    try:
        return start_import_of_upload(
            by=signed_in(request.user),
            round=form.cleaned_data["round"],
            upload=upload,
            name=upload.name,
            mapping=form.cleaned_data["mapping"],
        )
    except (UploadRefused, TableRefused) as refusal:
        form.add_error("file", str(refusal))
    except MappingRefused as refusal:
        form.refuse_mapping(refusal)
    return None


@require_safe
@login_required
def desk_import(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """One import: its progress, then its report. htmx asks for the part that changes."""
    found = import_of(request.user, slug, key)
    show = request.GET.get("show", "")
    context = {
        "consultation": found.consultation,
        "place": PLACE,
        "comment_import": found,
        "may_import": can_import(request.user, found.consultation),
        "show": show,
        "query": urlencode({"show": show}) if show else "",
        "choices": [("", _("All rows")), *RowOutcome.choices, (WARNED, _("with a warning"))],
        "page": paginate(
            report_rows(found, show=show), order=("line", "id"), cursor=request.GET.get("cursor", ""), size=ROWS_A_PAGE
        ),
    }
    return render(request, "comments/imports/import.html" + part(request, "state"), context)


@require_safe
@login_required
def desk_import_report(request: HttpRequest, slug: str, key: UUID) -> StreamingHttpResponse:
    """The whole report as CSV, or the part that the page shows."""
    found = import_of(request.user, slug, key)
    rows = report_values(found, show=request.GET.get("show", ""))
    response = StreamingHttpResponse(report_lines(rows), content_type=CSV_IN_UTF8)
    response["Content-Disposition"] = f'attachment; filename="import-{found.key}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@login_required
def desk_import_cancel(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    found = import_of(request.user, slug, key)
    require(can_import(request.user, found.consultation), _("cancel this import"))
    if found.job is not None and cancel(by=signed_in(request.user), job=found.job):
        messages.success(request, _("The import is cancelled. Comments recorded so far stay; import again to go on."))
    else:
        messages.warning(request, _("The import had ended already; nothing was changed."))
    return redirect("desk_import", slug, key)


def import_of(user: User | AnonymousUser, slug: str, key: UUID) -> CommentImport:
    imports = CommentImport.objects.visible_to(user).select_related("consultation", "job", "by", "source_file", "round")
    return get_object_or_404(imports, consultation__slug=slug, key=key)
