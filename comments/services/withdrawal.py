"""Withdrawing: an author takes back what they said. The place and its replies stay, the words go."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from comments.enums import ReportState, Status
from comments.errors import NothingToWithdraw
from comments.models import Comment
from comments.permissions import can_withdraw, is_own
from comments.services.ancestors import lock_with_ancestors
from comments.services.checks import author_as_stored, check_speaks_for_it
from comments.services.counting import recount
from comments.services.report import settle_reports
from comments.services.sealing import seal
from common.enums import Verb
from common.errors import NotAllowed
from common.services.audit import record


@transaction.atomic
def withdraw_comment(*, by: User, comment: Comment) -> Comment:
    """Take the words of all revisions away, from readers and from the record; they are sealed for a time
    (`comments.services.sealing`). What stays: the place with its time, the replies and responses below it, and that its
    author has withdrawn it. It counts no longer and takes no position. Open reports of it lapse. Twice is once.

    What was said for an organisation is the organisation's: who has left it takes nothing back in its name.
    Raises NotAllowed, NothingToWithdraw where it was hidden, and WordsStand.
    """
    lock_with_ancestors(comment.pk)
    rows = Comment.objects.select_related("consultation", "organisation", "stakeholder_group")
    withdrawn = rows.get(pk=comment.pk)
    author = author_as_stored(by)
    before = Status(withdrawn.status)
    if is_own(author, withdrawn) and before is Status.WITHDRAWN:
        return withdrawn
    check_withdrawable(author, withdrawn)
    now = timezone.now()
    seal(withdrawn, at=now)
    withdrawn.status, withdrawn.withdrawn_at, withdrawn.waiting_revision = Status.WITHDRAWN, now, None
    withdrawn.position_slots = []
    withdrawn.save(update_fields=["status", "withdrawn_at", "waiting_revision", "position_slot", "further_slots"])
    record(
        by=author,
        verb=Verb.WITHDRAWN,
        subject=withdrawn,
        before={"status": before},
        after={"status": Status.WITHDRAWN},
    )
    settle_reports(by=None, comment=withdrawn, state=ReportState.LAPSED)
    recount(withdrawn, before=before)
    return withdrawn


def check_withdrawable(author: User, comment: Comment) -> None:
    """Also before anybody is asked whether they are sure. Raises NotAllowed, NothingToWithdraw, WordsStand."""
    if not is_own(author, comment):
        raise NotAllowed(_("withdraw what somebody else has said"))
    if not can_withdraw(author, comment):
        raise NothingToWithdraw
    check_speaks_for_it(author, comment)
