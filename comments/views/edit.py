"""Changing what one has said. What was typed comes back whatever stands in the way."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import signed_in
from comments.enums import Kind, Position, Status
from comments.errors import EditedMeanwhile, PositionTaken
from comments.forms.comment import ReplyForm
from comments.forms.round_rules import limit_length
from comments.models import Comment, CommentRevision
from comments.permissions import is_edited_quietly
from comments.queries.moderation import status_at_posting
from comments.queries.revision import has_echo
from comments.services.revision import Shown, Words, check_editable, edit_comment
from comments.views.head import Head, at_round
from comments.views.posting_limits import may_post_again
from comments.views.preview import PREVIEW, Preview, preview_of, preview_part
from comments.views.target import Target, own_target
from common.htmx import part

SESSION_KEY = "edits"
TYPED = ("body", "proposed_wording", "kind", "position")


@require_http_methods(["GET", "HEAD", "POST"])
def comment_edit(request: HttpRequest, reference: str) -> HttpResponse:
    """The form of writing, with what stands in it. One form is of one revision (`_form_id`): what was changed in
    another window meanwhile stands beside what was typed here, and nothing is lost."""
    if not request.user.is_authenticated:
        _keep(request, reference)
        return redirect_to_login(request.get_full_path())
    comment = _comment_or_404(request, reference)
    now = timezone.now()
    check_editable(signed_in(request.user), comment, at=now)
    target = own_target(request, comment)
    head = at_round(comment.round, user=request.user, at=now)
    form = _form(request, target, comment)
    if request.POST.get("then") == PREVIEW:
        return _preview(request, target, form, head, comment)
    if form.is_bound and form.is_valid():
        return _store(request, target, form, head, comment)
    return _page(request, target, form, head, comment, status=422 if form.is_bound else 200)


def _comment_or_404(request: HttpRequest, reference: str) -> Comment:
    comments = Comment.objects.visible_to(request.user).select_related(
        "round__consultation",
        "round__draft__consultation",
        "draft__consultation",
        "organisation",
        "parent",
        "current_revision",
        "waiting_revision",
    )
    return get_object_or_404(comments, reference=reference)


def _latest(comment: Comment) -> CommentRevision:
    return comment.waiting_revision or comment.current_revision


def _form_id(comment: Comment, number: int) -> UUID:
    """The same for the same revision: what the browser has kept belongs to the words that it was typed over."""
    return uuid5(NAMESPACE_URL, f"edit:{comment.reference}:{number}")


def _form(request: HttpRequest, target: Target, comment: Comment) -> ReplyForm:
    if request.method == "POST":
        return _limited(target.form(request.POST), comment)
    latest = _latest(comment)
    initial = {name: value for name in TYPED if (value := getattr(latest, name))}
    kept = request.session.get(SESSION_KEY, {}).get(comment.reference, {})
    return _limited(
        target.form(initial={"submission_id": _form_id(comment, latest.number), **initial, **kept}), comment
    )


def _limited(form: ReplyForm, comment: Comment) -> ReplyForm:
    if comment.round.length_limit is not None:
        limit_length(form, comment.round.length_limit)
    return form


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {name: request.POST[name] for name in (*TYPED, "submission_id") if name in request.POST}


def _preview(request: HttpRequest, target: Target, form: ReplyForm, head: Head, comment: Comment) -> HttpResponse:
    """The preview alone for a page that asks for it, else the page again with everything as it was typed and nothing
    found fault with."""
    if part(request, "preview"):
        return preview_part(request, form, target)
    again = _limited(target.form(initial=_typed(request)), comment)
    return _page(request, target, again, head, comment, preview=preview_of(form, target), status=200)


def _page(
    request: HttpRequest,
    target: Target,
    form: ReplyForm,
    head: Head,
    comment: Comment,
    *,
    status: int,
    again: datetime | None = None,
    stands: CommentRevision | None = None,
    preview: Preview | None = None,
) -> HttpResponse:
    """`again` is when the next edit is taken, `stands` what was stored in another window meanwhile."""
    context = {
        "head": head,
        "place": "comments",
        "comment": comment,
        "here": target.here,
        "parent": target.shown_parent,
        "form": form,
        "again": again,
        "stands": stands,
        "preview": preview,
        "shown": _shown(request, comment),
    }
    return render(request, "comments/comment_edit.html", context, status=status)


def _shown(request: HttpRequest, comment: Comment) -> Shown:
    """How readers will meet an edit that is stored now."""
    is_published = comment.status == Status.PUBLISHED
    if is_published and status_at_posting(signed_in(request.user), comment.round) is Status.PENDING:
        return Shown.ONCE_DECIDED
    quietly = is_edited_quietly(comment, at=timezone.now(), has_echo=has_echo(comment))
    return Shown.QUIETLY if quietly else Shown.AS_REVISION


def _store(request: HttpRequest, target: Target, form: ReplyForm, head: Head, comment: Comment) -> HttpResponse:
    if again := may_post_again(request, head):
        response = _page(request, target, form, head, comment, again=again, status=429)
        response["Retry-After"] = max(1, ceil((again - timezone.now()).total_seconds()))
        return response
    try:
        edited = edit_comment(
            by=signed_in(request.user), comment=comment, seen=_number_of(form, comment), words=_words(form)
        )
    except EditedMeanwhile:
        return _page_of_two(request, target, head, comment)
    except PositionTaken as taken:
        form.add_error("position", f"{taken.taken} {_('Nothing was changed: choose “No position”.')}")
        return _page(request, target, form, head, comment, status=409)
    _forget(request, comment.reference)
    messages.success(request, _said_after(edited), extra_tags=str(form.cleaned_data["submission_id"]))
    return redirect(f"{edited.get_absolute_url()}#{edited.reference}")


def _number_of(form: ReplyForm, comment: Comment) -> int:
    """Of the revision that the form was made for; 0 for a form that is not of ours."""
    numbers = range(_latest(comment).number, 0, -1)
    return next((it for it in numbers if _form_id(comment, it) == form.cleaned_data["submission_id"]), 0)


def _words(form: ReplyForm) -> Words:
    said = form.cleaned_data
    return Words(
        body=said["body"],
        proposed_wording=said.get("proposed_wording", ""),
        kind=Kind(said.get("kind", Kind.GENERAL)),
        position=Position(said.get("position", Position.NONE)),
    )


def _page_of_two(request: HttpRequest, target: Target, head: Head, comment: Comment) -> HttpResponse:
    """What was typed, in a form for what stands now, and that beside it: whoever stores it again has seen both."""
    stored = _comment_or_404(request, comment.reference)
    latest = _latest(stored)
    again = target.form({**request.POST.dict(), "submission_id": str(_form_id(stored, latest.number))})
    return _page(request, target, again, head, stored, status=409, stands=latest)


def _said_after(edited: Comment) -> str:
    if edited.waiting_revision is not None:
        return _(
            "Received, and held: the secretariat reads your change first. Until then your comment stays as it was."
        )
    return _("Your change is stored.")


def _keep(request: HttpRequest, reference: str) -> None:
    """Whoever has been signed out meanwhile finds the text again after signing in."""
    if request.method == "POST":
        request.session[SESSION_KEY] = {**request.session.get(SESSION_KEY, {}), reference: _typed(request)}


def _forget(request: HttpRequest, reference: str) -> None:
    kept = request.session.get(SESSION_KEY, {})
    if reference in kept:
        request.session[SESSION_KEY] = {name: typed for name, typed in kept.items() if name != reference}
