"""What one has typed and not posted: a list of it, for an account or for the session of a visitor."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comments.queries.unsent import unsent_of
from comments.queries.unsent_list import unsent_line, unsent_page
from comments.services.unsent import claim, forget


@require_safe
def unsent_comments(request: HttpRequest) -> HttpResponse:
    """Newest first. What was typed in this session becomes the person's who has signed in."""
    if request.user.is_authenticated:
        claim(user=request.user, session=request.session)
    unsent = unsent_of(user=request.user, session=request.session)
    page = unsent_page(unsent, cursor=request.GET.get("cursor", ""), at=timezone.now())
    return render(request, "comments/unsent_comments.html", {"unsent": page})


@require_http_methods(["GET", "HEAD", "POST"])
def unsent_comment_discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Asks once more, with the text; there is no way back."""
    mine = unsent_of(user=request.user, session=request.session)
    kept = get_object_or_404(mine.select_related("round__consultation", "round__draft", "provision", "parent"), key=key)
    if request.method == "POST":
        forget(user=request.user, session=request.session, submission_id=kept.submission_id)
        messages.success(request, _("The text is thrown away."), extra_tags=str(kept.submission_id))
        return redirect("unsent_comments")
    return render(request, "comments/unsent_comment_discard.html", {"line": unsent_line(kept, at=timezone.now())})
