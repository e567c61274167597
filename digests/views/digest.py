"""The desk's pages of digests. All of them are the team's alone; a digest of another team does not exist."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.permissions import signed_in
from accounts.second_factor import ask_again
from common.downloads import file_response
from common.htmx import part
from common.keyset import paginate
from common.services.job import cancel
from consultations.views.desk import consultation_at_desk, require
from digests.enums import Audience, Format
from digests.forms.digest import DigestForm
from digests.models import Digest, DigestFile
from digests.permissions import can_change_digest
from digests.queries.digest import described_counts, described_filters
from digests.services.digest import build_again, order_digest
from digests.tables.counts import comments_in_database

DIGESTS_A_PAGE = 20
PLACE = "digests"


@require_safe
@login_required
def digests(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_at_desk(request.user, slug)
    made = Digest.objects.visible_to(request.user).filter(consultation=consultation)
    page = paginate(
        made.select_related("job", "by").prefetch_related("rounds"),
        order=("-created_at", "-id"),
        cursor=request.GET.get("cursor", ""),
        size=DIGESTS_A_PAGE,
    )
    return render(request, "digests/digests.html", {"consultation": consultation, "place": PLACE, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def digest_new(request: HttpRequest, slug: str) -> HttpResponse:
    """The form. Posted with `count` it only tells how many comments the digest would hold."""
    consultation = consultation_at_desk(request.user, slug)
    first = {"formats": [Format.CSV], "audience": Audience.PUBLIC}
    form = DigestForm(request.POST or None, initial=first, consultation=consultation)
    if form.is_valid() and "count" not in request.POST:
        if form.cleaned_data["audience"] == Audience.STAFF:  # it names who is anonymous to readers
            ask_again(request)
        digest = order_digest(
            by=signed_in(request.user),
            consultation=consultation,
            rounds=form.cleaned_data["rounds"],
            filters=form.selection().filters,
            formats=[Format(name) for name in form.cleaned_data["formats"]],
            audience=Audience(form.cleaned_data["audience"]),
        )
        return redirect("desk_digest", slug, digest.key)
    count = comments_in_database(form.selection())
    context = {"consultation": consultation, "place": PLACE, "form": form, "count": count}
    refused = request.method == "POST" and "count" not in request.POST
    template = "digests/digest_new.html" + part(request, "count")
    return render(request, template, context, status=422 if refused else 200)


@require_safe
@login_required
def digest(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """One digest: its progress, then its files. htmx asks for the part that changes."""
    found = digest_of(request.user, slug, key)
    context = {
        "consultation": found.consultation,
        "place": PLACE,
        "digest": found,
        "may_change": can_change_digest(request.user, found),
        "filters": described_filters(found),
        "counts": described_counts(found),
        "snapshot_at": parse_datetime(found.manifest["snapshot_at"]) if found.manifest else None,
        "files": found.files.select_related("stored_file"),
    }
    return render(request, "digests/digest.html" + part(request, "state"), context)


@require_safe
@login_required
def digest_file(request: HttpRequest, slug: str, key: UUID, name: str) -> FileResponse:
    found = digest_of(request.user, slug, key)
    file = get_object_or_404(DigestFile.objects.select_related("stored_file"), digest=found, name=name)
    return file_response(file.stored_file)


@require_POST
@login_required
def digest_cancel(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    found = digest_of(request.user, slug, key)
    require(can_change_digest(request.user, found), _("cancel this digest"))
    if found.job is not None and cancel(by=signed_in(request.user), job=found.job):
        messages.success(request, _("The digest is cancelled; nothing of it was kept."))
    else:
        messages.warning(request, _("The digest had ended already; nothing was changed."))
    return redirect("desk_digest", slug, key)


@require_POST
@login_required
def digest_again(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    build_again(digest=digest_of(request.user, slug, key), by=signed_in(request.user))
    messages.success(request, _("The digest is in line again."))
    return redirect("desk_digest", slug, key)


def digest_of(user: User | AnonymousUser, slug: str, key: UUID) -> Digest:
    digests = (
        Digest.objects.visible_to(user).select_related("consultation", "job", "by").prefetch_related("rounds__draft")
    )
    return get_object_or_404(digests, consultation__slug=slug, key=key)
