"""Posting what a form says, or keeping it and saying what to do."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from uuid import UUID, uuid5

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.waiting import wait_at
from comments.enums import Kind, Position, Status
from comments.errors import PlaceNotThere, PositionTaken, ProfileIncomplete
from comments.forms.comment import ReplyForm
from comments.models import Comment
from comments.services.comment import post_comment, post_reply
from comments.services.unsent import forget
from comments.views.compose_page import form_page
from comments.views.files import files_sent
from comments.views.head import Head
from comments.views.keeping import complete_profile, keep_text
from comments.views.not_posted import not_posted
from comments.views.posting_limits import may_post_again
from comments.views.target import Target
from common.errors import StateError
from consultations.enums import ConsultationState
from consultations.models import Round


def post_or_keep(request: HttpRequest, target: Target, form: ReplyForm, head: Head) -> HttpResponse:
    """Post what the form says; where that cannot be now, keep it and say what to do."""
    signed_in, archived = request.user.is_authenticated, head.consultation.state == ConsultationState.ARCHIVED
    if head.round is None or not form.is_valid() or archived or not (signed_in or head.is_open):
        return not_posted(request, target, form, head, message=_("This draft takes no comments now."))
    again = may_post_again(request, head)
    if again and not _was_posted(request, form):
        return _too_many(request, target, form, head, again=again)
    if not request.user.is_authenticated:
        kept = keep_text(request, target, form, head.round)
        path = reverse("unsent_comment", args=[kept.key])
        wait_at(request.session, path)
        return redirect_to_login(path)
    try:
        form.attached = [it.stored_file for it in files_sent(request, form)]
        posted = _post(request.user, target, form, head.round)
    except ProfileIncomplete:
        return complete_profile(keep_text(request, target, form, head.round))
    except PositionTaken as taken:
        form.add_error("position", str(taken.message))
        return form_page(request, target, form, head, status=409)
    except PlaceNotThere:
        if form.places:
            form.places.say_not_there()
        return form_page(request, target, form, head, status=422)
    except StateError as error:
        return not_posted(request, target, form, head, message=str(error.message))
    submission_id = form.cleaned_data["submission_id"]
    forget(
        user=request.user,
        session=request.session,
        submission_id=submission_id,
        seen=request.POST.get("version"),
        body=form.cleaned_data["body"],
    )
    messages.success(request, _said_after(posted), extra_tags=str(submission_id))
    return redirect(_page_of(posted))


def _page_of(posted: Comment) -> str:
    """Down to the comment in its thread; of one that is held to the top, where it stands what happens next."""
    address = posted.get_absolute_url()
    return address if posted.status == Status.PENDING else f"{address}#{posted.reference}"


def _was_posted(request: HttpRequest, form: ReplyForm) -> bool:
    """A second click on the last form that is taken is answered as the first was."""
    mine = Comment.objects.visible_to(request.user).filter(submission_id=form.cleaned_data["submission_id"])
    return request.user.is_authenticated and mine.filter(author=request.user).exists()


def _too_many(request: HttpRequest, target: Target, form: ReplyForm, head: Head, *, again: datetime) -> HttpResponse:
    """Status 429: the form with the text as typed, which is also kept for whoever has an account."""
    kept = keep_text(request, target, form, head.round) if head.round and request.user.is_authenticated else None
    response = form_page(request, target, form, head, kept=kept, again=again, status=429)
    response["Retry-After"] = max(1, ceil((again - timezone.now()).total_seconds()))
    return response


def _said_after(posted: Comment) -> str:
    if posted.status == Status.PENDING:
        return _("Received, and held: the secretariat reads it before it is published. What happens next stands below.")
    if posted.round.keeps_comments(timezone.now()):
        return _("Posted. Others see it once the round has closed; you find it here, at its permanent address.")
    return _("Posted. This page is its permanent address.")


def _post(by: User, target: Target, form: ReplyForm, round: Round) -> Comment:
    """The same form makes one comment; with other words, after the browser's “back”, it makes another, again one."""
    submission_id, body = form.cleaned_data["submission_id"], form.cleaned_data["body"]
    posted = _send(by, target, form, round, submission_id=submission_id)
    if posted.current_revision.body == body:
        return posted
    return _send(by, target, form, round, submission_id=uuid5(submission_id, body))


def _send(by: User, target: Target, form: ReplyForm, round: Round, *, submission_id: UUID) -> Comment:
    said = form.cleaned_data
    speaking_for, attribution = said.get("speaking_for"), said.get("attribution")
    if target.parent is not None:
        return post_reply(
            by=by,
            parent=target.parent,
            body=said["body"],
            submission_id=submission_id,
            attribution=attribution,
            speaking_for=speaking_for,
            files=form.attached,
        )
    return post_comment(
        by=by,
        round=round,
        places=form.places.hung(is_wording=said["kind"] == Kind.WORDING) if form.places else [],
        kind=Kind(said["kind"]),
        position=Position(said["position"]),
        body=said["body"],
        proposed_wording=said.get("proposed_wording", ""),
        submission_id=submission_id,
        attribution=attribution,
        speaking_for=speaking_for,
        files=form.attached,
    )
