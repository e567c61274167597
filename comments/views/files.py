"""Files with a comment that is being written. What was taken once stays, whatever else stands in the way."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from comments.forms.comment import ReplyForm
from comments.models import UnsentFile
from comments.queries.unsent_files import files_with
from comments.services.unsent_files import add_file, remove_file
from comments.views.keeping import keep_text
from comments.views.target import Target
from common.client_address import client_network
from common.rate_limit import is_too_often
from common.uploads import UploadRefused
from consultations.models import Round

FIELD = "files"
LISTED = "kept_file"
REMOVE = "remove_file"
"""The button that takes a file away and shows the form again."""
MOST, SECONDS = 60, 3600
"""So many files are taken from one person, or from one network of visitors, in so much time."""


def take_files(request: HttpRequest, target: Target, form: ReplyForm, round: Round | None) -> list[str]:
    """Keep what was given, with the words as typed; what was wrong with some of it."""
    given = request.FILES.getlist(FIELD)
    if not given or round is None:
        return []
    form.is_valid()
    kept, problems = keep_text(request, target, form, round), []
    for upload in given:
        try:
            if is_too_often("files", _who(request), limit=MOST, seconds=SECONDS):
                raise UploadRefused(
                    _("Many files came from you, or from your network, within an hour. Try again later.")
                )
            add_file(unsent=kept, upload=upload, name=upload.name or "")
        except UploadRefused as refused:
            problems.append(refused.message)
    return problems


def remove_asked(request: HttpRequest) -> None:
    for pk in _numbers([request.POST.get(REMOVE, "")]):
        remove_file(user=request.user, session=request.session, pk=pk)


def files_shown(request: HttpRequest, form: ReplyForm) -> list[UnsentFile]:
    """The files that wait with this form. No query where none can."""
    listed = _numbers(request.POST.getlist(LISTED))
    submission = _submission(form)
    is_new = not form.is_bound and "submission_id" not in form.initial
    if not listed and not request.FILES and (is_new or submission is None):
        return []
    return files_with(user=request.user, session=request.session, submission_id=submission, listed=listed)


def files_sent(request: HttpRequest, form: ReplyForm) -> list[UnsentFile]:
    """The files to post with this form: those that its page listed, and those that came with it. No query for none."""
    listed = _numbers(request.POST.getlist(LISTED))
    if not listed and not request.FILES:
        return []
    submission = _submission(form) if request.FILES else None
    return files_with(user=request.user, session=request.session, submission_id=submission, listed=listed)


def _submission(form: ReplyForm) -> UUID | None:
    with suppress(ValueError, AttributeError, TypeError):
        return UUID(str(form["submission_id"].value()))
    return None


def _numbers(written: list[str]) -> list[int]:
    return [int(it) for it in written if it.isascii() and it.isdecimal() and len(it) < 18]


def _who(request: HttpRequest) -> str:
    return f"account:{request.user.pk}" if request.user.is_authenticated else client_network(request)
