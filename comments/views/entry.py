from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import signed_in
from comments.enums import Attribution, Channel, Kind, Position
from comments.forms.entry import EntryForm
from comments.models import Comment
from comments.permissions import can_enter
from comments.services.entry import Speaker, Upload, enter_comment
from common.uploads import UploadRefused
from consultations.views.desk import consultation_at_desk, require


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def desk_entry_new(request: HttpRequest, slug: str) -> HttpResponse:
    """The team enters what came by e-mail, by letter or at a meeting, one by one."""
    consultation = consultation_at_desk(request.user, slug)
    require(can_enter(request.user, consultation), _("enter comments into this consultation"))
    form = EntryForm(request.POST or None, request.FILES or None, consultation=consultation)
    if form.is_valid() and (comment := _enter(request, form)):
        late = _("It was said outside the round and is marked as late.") if comment.late else ""
        text = _("Comment %(reference)s is recorded.") % {"reference": comment.reference}
        messages.success(request, " ".join(filter(None, [text, late])))
        return redirect("desk_entry_new" if "another" in request.POST else "desk_comments", slug)
    context = {"consultation": consultation, "place": "entries", "form": form}
    return render(request, "comments/entry_new.html", context, status=422 if form.is_bound else 200)


def _enter(request: HttpRequest, form: EntryForm) -> Comment | None:
    """The comment, or None with the reason at the attachment."""
    data = form.cleaned_data
    round, provision = form.place_chosen()
    upload = data["attachment"]
    try:
        return enter_comment(
            by=signed_in(request.user),
            round=round,
            provision=provision,
            channel=Channel(data["channel"]),
            said_at=data["said_at"],
            speaker=Speaker(
                name=data["speaker"],
                organisation=data["organisation"],
                stakeholder_group=data["stakeholder_group"],
                country=data["country"],
            ),
            body=data["body"],
            kind=Kind(data["kind"]),
            position=Position(data["position"]),
            proposed_wording=data["proposed_wording"],
            attribution=Attribution(data["attribution"]),
            attachment=Upload(upload, upload.name) if upload else None,
            submission_id=data["submission_id"],
        )
    except UploadRefused as refusal:
        form.add_error("attachment", refusal.message)
        return None
