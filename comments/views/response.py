from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.forms.response import ResponseForm
from comments.models import Comment
from comments.permissions import can_respond
from comments.queries.shown import shown, with_what_is_shown
from comments.queries.threads import places_of
from comments.services.response import respond
from consultations.views.desk import require


@login_required
def response_new(request: HttpRequest, reference: str) -> HttpResponse:
    """The team answers a comment, with a disposition."""
    comments = with_what_is_shown(Comment.objects.visible_to(request.user)).select_related("consultation")
    comment = get_object_or_404(comments, reference=reference)
    require(can_respond(request.user, comment.consultation), _("respond to it for the secretariat"))
    form = ResponseForm(request.POST or None)
    if request.user.is_authenticated and form.is_valid():
        respond(by=request.user, comments=[comment], **form.cleaned_data)
        messages.success(request, _("The response to %(reference)s is published.") % {"reference": reference})
        return redirect(reverse("desk_comments", args=[comment.consultation.slug]) + "?answered=no")
    context = {
        "consultation": comment.consultation,
        "place": "comments",
        "comment": shown(comment, places=places_of([comment.root_id])[comment.root_id]),
        "form": form,
    }
    return render(request, "comments/response_new.html", context, status=422 if form.is_bound else 200)
