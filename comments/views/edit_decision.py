"""At the desk: an edit that the round holds."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import signed_in
from comments.forms.edit_decision import EditDecisionForm, EditMove
from comments.models import Comment
from comments.permissions import can_moderate
from comments.services.edit_decision import publish_edit, refuse_edit
from comments.views.moderation import decision_page
from consultations.views.desk import require


@require_POST
@login_required
def desk_edit_decision(request: HttpRequest, reference: str) -> HttpResponse:
    """The new words take the place of the old, or the old stay."""
    comments = Comment.objects.visible_to(request.user).select_related("consultation")
    comment = get_object_or_404(comments, reference=reference)
    require(can_moderate(request.user, comment.consultation), _("decide on comments of this consultation"))
    form = EditDecisionForm(request.POST)
    if not form.is_valid():
        return decision_page(request, reference, edit_form=form)
    said, by = form.cleaned_data, signed_in(request.user)
    if said["decision"] == EditMove.PUBLISH:
        publish_edit(by=by, comment=comment, seen=said["revision"])
        done = _("The edit of %(reference)s is published. Its author is told.")
    else:
        refuse_edit(by=by, comment=comment, seen=said["revision"], why=said["why"])
        done = _("%(reference)s stays as it was. Its author is told why.")
    messages.success(request, done % {"reference": comment.reference})
    return redirect("desk_queue", comment.consultation.slug)
