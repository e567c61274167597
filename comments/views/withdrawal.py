from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import signed_in
from comments.enums import Status
from comments.limits import SEALED
from comments.models import Comment
from comments.queries.shown import shown, with_what_is_shown
from comments.services.withdrawal import check_withdrawable, withdraw_comment
from comments.views.head import head_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def comment_withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """What stays and what goes, and the button. Whoever has withdrawn it already is led to its place."""
    comments = with_what_is_shown(Comment.objects.visible_to(request.user)).select_related(
        "draft", "consultation", "organisation"
    )
    comment = get_object_or_404(comments, reference=reference)
    author = signed_in(request.user)
    if comment.author_id == author.pk and comment.status == Status.WITHDRAWN:
        return redirect(f"{comment.get_absolute_url()}#{comment.reference}")
    check_withdrawable(author, comment)
    if request.method == "POST":
        withdraw_comment(by=author, comment=comment)
        messages.success(request, _("Withdrawn. Your words are no longer shown; the place and the replies stay."))
        return redirect(f"{comment.get_absolute_url()}#{comment.reference}")
    context = {
        "head": head_of(comment.consultation, user=request.user, at=timezone.now(), draft=comment.draft),
        "place": "comments",
        "comment": shown(comment),
        "sealed_for": SEALED.days,
    }
    return render(request, "comments/comment_withdraw.html", context)
