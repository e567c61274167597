"""Keeping a text before it is posted: because its writer asks for it, or by the page that is being typed into."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from comments.forms.comment import ReplyForm
from comments.models import Comment, UnsentComment
from comments.queries.unsent import unsent_of
from comments.views.head import Head
from comments.views.keeping import keep_text, typed_words
from comments.views.target import Target
from common.htmx import part
from common.rate_limit import is_too_often
from consultations.models import Round

KEEP = "keep"
"""What the form's field `then` says where the form is to be kept, not posted."""
MOST, SECONDS = 400, 600
"""So often in so much time a page may keep what one person types."""


def keep_now(request: HttpRequest, target: Target, form: ReplyForm, head: Head, round: Round) -> HttpResponse:
    """For a page that keeps while one types: what it has to know from now on, as JSON. Status 204 where there is
    nothing to keep, 401 for who is signed in no longer. For everybody else the list of unsent comments."""
    if not part(request, KEEP):
        return _kept_for_later(request, target, form, round)
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    if not typed_words(form, target) or _is_posted(request, form):
        return HttpResponse(status=204)
    if is_too_often("keep-unsent", str(request.user.pk), limit=MOST, seconds=SECONDS):
        return HttpResponse(status=429)
    return JsonResponse(_told(request, form, keep_text(request, target, form, round), head))


def _kept_for_later(request: HttpRequest, target: Target, form: ReplyForm, round: Round) -> HttpResponse:
    if typed_words(form, target):
        keep_text(request, target, form, round)
        messages.success(request, _("Your text is kept. It waits for you here."))
    else:
        messages.info(request, _("Nothing was written yet, so nothing was kept."))
    return redirect("unsent_comments")


def _told(request: HttpRequest, form: ReplyForm, kept: UnsentComment, head: Head) -> dict[str, Any]:
    """`other` are the words that another page has kept, where this text therefore became one of its own."""
    submission = _submission(form)
    mine = unsent_of(user=request.user, session=request.session)
    is_forked = kept.submission_id != submission
    other = mine.filter(submission_id=submission).first() if is_forked and submission else None
    return {
        "submission": str(kept.submission_id),
        "version": kept.version,
        "at": kept.changed_at.isoformat(),
        "is_open": head.is_open,
        "other": _words_of(other) if other else None,
    }


def _words_of(kept: UnsentComment) -> dict[str, str]:
    return {name: kept.fields[name] for name in ("body", "proposed_wording") if kept.fields.get(name)}


def _is_posted(request: HttpRequest, form: ReplyForm) -> bool:
    """Another page has posted these words meanwhile."""
    submission = _submission(form)
    if submission is None:
        return False
    mine = Comment.objects.visible_to(request.user).filter(author=request.user.pk, submission_id=submission)
    return mine.filter(current_revision__body=form.cleaned_data.get("body", "")).exists()


def _submission(form: ReplyForm) -> UUID | None:
    """None where the form came without, or with something else."""
    submission: UUID | None = form.cleaned_data.get("submission_id")
    return submission
