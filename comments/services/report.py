"""Readers report what should not be there; the team decides on all that was reported of a comment at once.

Hiding a comment upholds its open reports (`comments.services.moderation`); dismissing them is the verb below.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from comments.enums import ModerationReason, ReportState
from comments.errors import NoLongerOffered, NothingReported, NothingToReport, ReasonMissing
from comments.models import Comment, CommentReport, ModerationReasonTerm
from comments.permissions import can_moderate, can_report
from comments.services.report_letter import tell_reporters
from common.enums import Verb
from common.errors import NotAllowed
from common.services.audit import record
from common.text import is_blank, storable

WORDS_LIMIT = 1000
"""Characters of a reader's words."""

OUTCOME_LIMIT = 500
"""Characters of a moderator's words to those who reported."""


@transaction.atomic
def report_comment(
    *, by: User | None, reporter_key: str, comment: Comment, reason: str, words: str = ""
) -> tuple[CommentReport, bool]:
    """Report a published comment; `by` is None for a visitor. Whoever has reported it before (`reporter_key`) gets that
    report again, as it was, and False. OTHER needs words.

    `reason` is the code of one that is offered. Raises NothingToReport, ReasonMissing, NoLongerOffered.
    """
    words = storable(words).strip()[:WORDS_LIMIT]
    locked = Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)
    if made := CommentReport.objects.filter(comment=locked, reporter_key=reporter_key).first():
        return made, False
    if not can_report(locked):
        raise NothingToReport
    if reason == ModerationReason.OTHER and is_blank(words):
        raise ReasonMissing
    if not ModerationReasonTerm.objects.offered().filter(slug=reason).exists():
        raise NoLongerOffered
    report = CommentReport.objects.create(
        comment=locked, by=by, reporter_key=reporter_key, reason_id=str(reason), words=words
    )
    record(by=by, verb=Verb.REPORTED, subject=locked, after={"report": report.pk}, reason=reason)
    return report, True


@transaction.atomic
def dismiss_reports(*, by: User, comment: Comment, outcome: str) -> int:
    """The comment stays; how many reports that were. `outcome` says why, to those who reported it.

    Raises NotAllowed, ReasonMissing, and NothingReported when somebody else was faster.
    """
    outcome = storable(outcome).strip()[:OUTCOME_LIMIT]
    if is_blank(outcome):
        raise ReasonMissing
    locked = Comment.objects.select_for_update(no_key=True, of=("self",)).select_related("consultation")
    comment = locked.get(pk=comment.pk)
    if not can_moderate(by, comment.consultation):
        raise NotAllowed(_("decide on comments of this consultation"))
    decided = settle_reports(by=by, comment=comment, state=ReportState.DISMISSED, outcome=outcome)
    if not decided:
        raise NothingReported
    return decided


def settle_reports(*, by: User | None, comment: Comment, state: ReportState, outcome: str = "") -> int:
    """Decide on all open reports of a comment that the caller has locked, in the caller's transaction, and tell those
    who made them; how many they were. They lapse where the author was faster: that is on record as withdrawing.
    `comment` comes with its consultation."""
    reports = list(CommentReport.objects.open().filter(comment=comment).select_related("by").order_by("pk"))
    if not reports:
        return 0
    CommentReport.objects.filter(pk__in=[report.pk for report in reports]).update(
        state=state, outcome=outcome, decided_by=by, decided_at=timezone.now()
    )
    if state is not ReportState.LAPSED:
        verb = Verb.UPHELD if state is ReportState.UPHELD else Verb.DISMISSED
        record(by=by, verb=verb, subject=comment, after={"reports": [report.pk for report in reports]})
    tell_reporters(comment, [report.by for report in reports if report.by], state=state, outcome=outcome)
    return len(reports)
