"""Answering: what the secretariat says to one or many comments."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from comments.enums import Status
from comments.errors import NoLongerOffered, WaitsForDecision
from comments.limits import POSTED_WORDS
from comments.models import Comment, DispositionTerm, Response, ResponseTarget
from comments.permissions import can_respond
from comments.services.checks import check_words
from common.enums import Verb
from common.errors import NotAllowed
from common.markup import render
from common.services.audit import record, record_each
from common.text import storable


@transaction.atomic
def respond(*, by: User, comments: Sequence[Comment], disposition: str, body: str) -> Response:
    """Answer the comments, all of one consultation, with one disposition (its code); each keeps its earlier answers.

    The same words with the same disposition by the same person to the same comments are one response: a double click
    finds the first. Raises NotAllowed, WaitsForDecision, NoLongerOffered, BodyMissing, BodyTooLong, and
    ValueError for no comments or for comments of several consultations.
    """
    targets = _locked(comments)
    consultation = targets[0].consultation
    if not can_respond(by, consultation):
        raise NotAllowed(_("respond to comments of this consultation"))
    if any(target.status == Status.PENDING for target in targets):
        raise WaitsForDecision
    body = storable(body)
    check_words(body, limit=POSTED_WORDS)
    if said := _already_said(by, targets, disposition, body):
        return said
    if not DispositionTerm.objects.offered().filter(slug=disposition).exists():
        raise NoLongerOffered
    rendered = render(body)
    response = Response.objects.create(
        consultation=consultation,
        disposition_id=str(disposition),
        body=body,
        body_html=rendered.html,
        body_text=rendered.text,
        by=by,
    )
    ResponseTarget.objects.bulk_create(ResponseTarget(response=response, comment=target) for target in targets)
    record(by=by, verb=Verb.CREATED, subject=response, after={"disposition": str(disposition)})
    record_each(by=by, verb=Verb.ANSWERED, subjects=targets)
    return response


def _locked(comments: Sequence[Comment]) -> list[Comment]:
    """The comments, held until the transaction ends, in the order in which every writer takes them."""
    keys = {comment.pk for comment in comments}
    targets = list(
        Comment.objects.select_for_update(no_key=True, of=("self",))
        .select_related("consultation")
        .filter(pk__in=keys)
        .order_by("pk")
    )
    if not keys or len({target.consultation_id for target in targets}) != 1:
        raise ValueError("A response answers at least one comment, all of one consultation.")
    return targets


def _already_said(by: User, targets: Sequence[Comment], disposition: str, body: str) -> Response | None:
    keys = {target.pk for target in targets}
    candidates = Response.objects.filter(
        by=by, disposition__slug=disposition, body=body, targets__comment=targets[0]
    ).prefetch_related("targets")
    return next((it for it in candidates if {target.comment_id for target in it.targets.all()} == keys), None)
