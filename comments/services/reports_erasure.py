"""What a person has reported: given to them on request, and parted from them when they close their account."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import transaction

from accounts.models import User
from comments.models import CommentReport
from common.enums import Verb
from common.services.audit import record_each


def reports_about(person: User) -> list[dict[str, Any]]:
    """Every comment that they reported, why, and what became of it; values that JSON holds."""
    reports = CommentReport.objects.filter(by=person).select_related("comment").order_by("reported_at", "pk")
    return [
        {
            "comment": it.comment.reference,
            "reason": it.reason_id,
            "words": it.words,
            "reported_at": it.reported_at.isoformat(),
            "state": it.state,
            "outcome": it.outcome,
        }
        for it in reports
    ]


@transaction.atomic
def erase_reporter(*, by: User, person: User) -> int:
    """Take the person out of their reports; how many that were. What was reported is decided all the same: reason and
    words stay with the comment, as those of somebody without an account."""
    reports = list(CommentReport.objects.select_for_update().filter(by=person).order_by("pk"))
    for report in reports:
        report.by, report.reporter_key = None, f"erased:{uuid4().hex}"
    CommentReport.objects.bulk_update(reports, ["by", "reporter_key"], batch_size=500)
    record_each(by=by, verb=Verb.DELETED, subjects=reports, reason="erased")
    return len(reports)
