"""What stands in the way of the secretariat: decisions on comments, responses, reports, merging, inviting."""

from __future__ import annotations

from django.utils.translation import gettext as _

from comments.enums import Status
from common.errors import StateError


class DecidedMeanwhile(StateError):
    """Somebody else was faster; `name` is theirs, "" where it is not known."""

    def __init__(self, *, status: Status, name: str) -> None:
        by_status = {
            Status.PUBLISHED: _("%(name)s published this comment meanwhile."),
            Status.PENDING: _("%(name)s held this comment meanwhile."),
            Status.HIDDEN: _("%(name)s hid this comment meanwhile."),
            Status.WITHDRAWN: _("This comment was withdrawn meanwhile."),
        }
        happened = by_status[status] % {"name": name or _("Somebody")}
        super().__init__(happened + " " + _("Nothing of yours was changed or sent. Open it again and decide anew."))


class WaitsForDecision(StateError):
    def __init__(self) -> None:
        super().__init__(
            _("A comment that waits for a decision cannot be answered yet: nobody could read the answer. Decide first.")
        )


class NothingToReport(StateError):
    def __init__(self) -> None:
        super().__init__(
            _("Readers do not see this comment now, so there is nothing to report. Somebody may have been faster.")
        )


class NothingReported(StateError):
    def __init__(self) -> None:
        super().__init__(
            _("The reports of this comment were decided on meanwhile. Nothing of yours was changed or sent.")
        )


class ReasonMissing(StateError):
    def __init__(self) -> None:
        super().__init__(_("Say in your own words why the comment is hidden: readers and its author see them."))


class HasReplies(StateError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "People have replied to this comment, so it cannot be held: their replies would go with it. "
                "You can hide it with a reason; then the replies stay."
            )
        )


class ParentWaits(StateError):
    def __init__(self) -> None:
        super().__init__(_("The comment that this one answers waits too. Decide on that one first."))


class NoLongerOffered(StateError):
    """The administrators have retired the disposition or the reason, or nobody knows it."""

    def __init__(self) -> None:
        super().__init__(
            _("What you chose is no longer offered. Nothing was saved; what you wrote is kept. Choose another.")
        )


class NotMergeable(StateError):
    def __init__(self) -> None:
        super().__init__(
            _("An organisation can be merged into another one that is known, and not into itself. Nothing was changed.")
        )


class MergedMeanwhile(StateError):
    def __init__(self) -> None:
        super().__init__(_("This organisation was merged into another meanwhile. Nothing of yours was changed."))


class ListNotChecked(StateError):
    def __init__(self) -> None:
        super().__init__(_("The table has not been read to its end, so nobody was invited. Wait for its report."))


class InviteeNotOpen(StateError):
    """Withdrawing or resending what has been used meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("This invitation was accepted, withdrawn or refused meanwhile. Nothing was changed."))
