"""The page on which a comment or a reply is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.queries.membership import organisations_of
from comments.attachments import ENDINGS
from comments.enums import Status
from comments.forms.comment import ReplyForm
from comments.forms.round_rules import follow_rules
from comments.forms.speaking_for import ask_for_whom
from comments.models import UnsentComment, UnsentFile
from comments.queries.moderation import status_at_posting
from comments.queries.position_slots import TakenPosition, positions_taken
from comments.views.files import files_shown
from comments.views.head import Head
from comments.views.preview import Preview
from comments.views.target import Target
from consultations.enums import ModerationMode, Positions
from consultations.models import Round
from consultations.rules_in_words import rules_in_words


def asking(request: HttpRequest, target: Target, form: ReplyForm, head: Head) -> ReplyForm:
    """The form with what is asked of this person and in this round."""
    organisations = organisations_of(request.user)
    ask_for_whom(form, organisations)
    if round := target.round_of(head):
        follow_rules(form, round, user=request.user, organisations=organisations)
    return form


def form_page(
    request: HttpRequest,
    target: Target,
    form: ReplyForm,
    head: Head,
    *,
    status: int,
    kept: UnsentComment | None = None,
    again: datetime | None = None,
    preview: Preview | None = None,
    file_problems: Sequence[str] = (),
) -> HttpResponse:
    """`again` is when the next comment is taken, where this one was one too many."""
    round = target.round_of(head)
    files = files_shown(request, form)
    context = {
        "head": head,
        "place": "draft",
        "here": target.here,
        "files": files,
        "file_problems": file_problems,
        "endings": ENDINGS,
        "parent": target.shown_parent,
        "heading": target.heading,
        "form": form,
        "places": form.places,
        "place_errors": [str(it) for field in form.places or [] for it in field.errors],
        "kept": kept,
        "version": _version_of(request, form, kept, files),
        "afresh": target.address,
        "again": again,
        "is_held": _is_held(request, head),
        "preview": preview,
        "may_write": head.may_comment or request.method == "POST" or kept is not None,
        "rules": rules_in_words(round, audience=[]) if round else [],
        "taken": _taken(request, target, round) if round else [],
        "shown_as": _shown_as(round) if round else "",
    }
    return render(request, "comments/compose.html", context, status=status)


def _version_of(request: HttpRequest, form: ReplyForm, kept: UnsentComment | None, files: Sequence[UnsentFile]) -> str:
    """Of what is kept of this form, as far as its page knows: keeping its files has kept its words, too."""
    with_files = [it.unsent for it in files if str(it.unsent.submission_id) == str(form["submission_id"].value())]
    known = kept or next(iter(with_files), None)
    return known.version if known else request.POST.get("version", "")


def _taken(request: HttpRequest, target: Target, round: Round) -> list[TakenPosition]:
    """Replies take no position."""
    if target.parent is not None or not request.user.is_authenticated or round.positions == Positions.ANY:
        return []
    organisations = organisations_of(request.user)
    return positions_taken(round, provision=target.provision, user=request.user, organisations=organisations)


def _shown_as(round: Round) -> str:
    """The one way in which authors are shown; "choice" where they choose."""
    return round.attributions[0] if len(round.attributions) == 1 else "choice"


def _is_held(request: HttpRequest, head: Head) -> bool:
    """Whether what this person posts now waits for a decision. Of a visitor, whom nobody knows yet, it is assumed."""
    if head.round is None or not head.is_open or head.round.moderation == ModerationMode.AT_ONCE:
        return False
    return not request.user.is_authenticated or status_at_posting(request.user, head.round) is Status.PENDING
