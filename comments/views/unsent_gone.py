"""An unsent comment that waits no longer: one comes to it by the browser's “back”, a second click, an old tab."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from comments.models import Comment


def unsent_gone(request: HttpRequest) -> HttpResponse:
    """The comment that these very words have become, else status 404 with what was typed now. Needs an account."""
    posted, body = _posted(request), request.POST.get("body", "")
    if posted is not None and posted.current_revision.body == body.replace("\r\n", "\n"):
        return redirect(posted)
    labels = {"body": _("Your comment"), "proposed_wording": _("Proposed wording")}
    typed = [(label, request.POST[name]) for name, label in labels.items() if request.POST.get(name, "").strip()]
    return render(request, "comments/unsent_gone.html", {"posted": posted, "typed": typed}, status=404)


def _posted(request: HttpRequest) -> Comment | None:
    try:
        submission_id = UUID(request.POST.get("submission_id", ""))
    except ValueError:
        return None
    mine = Comment.objects.visible_to(request.user).filter(author=request.user.pk, submission_id=submission_id)
    return mine.select_related("current_revision", "consultation").first()
