"""What the services of this app refuse, in words for the person who asked. Where it can be put right in a form, the
form says it first; these hold whoever calls.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.asked_places import MOST_PLACES
from comments.enums import Status
from common.errors import StateError
from consultations.enums import RoundState


class RoundNotOpen(StateError):
    """The clock got there first, or the round has yet to open."""

    def __init__(self, state: RoundState) -> None:
        if state is RoundState.SCHEDULED:
            super().__init__(_("This round has not opened yet. Your comment was not posted; post it once it is open."))
        else:
            super().__init__(_("This round is closed, so your comment was not posted. What you wrote is kept for you."))
        self.state = state


class NotAdmitted(StateError):
    """The round is for others, or for others than the one spoken for."""

    def __init__(self, audience: str) -> None:
        super().__init__(
            audience
            + " "
            + _("You, or those for whom you speak here, are not among them, so your comment was not posted.")
        )


class ProfileIncomplete(StateError):
    def __init__(self) -> None:
        super().__init__(
            _("Complete your profile first: every comment carries its author's group and country. Your text is kept.")
        )


class EmailNotVerified(StateError):
    def __init__(self) -> None:
        super().__init__(_("Confirm your e‑mail address first. Your text is kept and waits for you."))


class SpeaksForItNoLonger(StateError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "You no longer speak for %(name)s, so your comment was not posted. Your text is kept: open it and "
                "choose for whom you speak."
            )
            % {"name": name}
        )


class AttributionNotAllowed(StateError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "This round does not show authors in the way that was chosen, so your comment was not posted. Your "
                "text is kept: open it and choose again."
            )
        )


class NoOrganisationToName(StateError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "No organisation is known that your comment could appear under, so it was not posted. Name yours in "
                "your profile, ask to speak for one under “My organisations”, or choose another way. Your text is kept."
            )
        )


class PositionTaken(StateError):
    """Where the round takes one position. `organisation` is whose it is, "" for the person's own."""

    def __init__(self, organisation: str, *, is_one_of_several: bool = False) -> None:
        self.taken = (
            _("A position was taken for %(name)s here already, and this round takes one an organisation.")
            % {"name": organisation}
            if organisation
            else _("You have taken a position here already, and this round takes one.")
        )
        if is_one_of_several:
            self.taken += " " + _("“Here” is one at least of the places that your comment is about.")
        super().__init__(
            self.taken
            + " "
            + _("Your comment was not posted. Post it with “No position”, or reply to the earlier one.")
        )


class PlaceNotThere(StateError):
    """A provision or a passage that the draft does not have: an old address, or one that somebody made up."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "One of the places that your comment is about is not in this draft, so it was not posted. Your text is "
                "kept: open it and choose the places again."
            )
        )


class TooManyPlaces(StateError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "A comment can be about %(most)s places at most, so yours was not posted. Your text is kept: open it "
                "and take places away, or comment on the whole draft."
            )
            % {"most": MOST_PLACES}
        )


class ParentTakenDown(StateError):
    def __init__(self) -> None:
        super().__init__(_("The comment that you answer was taken down meanwhile, so your reply was not posted."))


class WordsStand(StateError):
    """The words of this comment do not change now; the message says why."""


class EditedMeanwhile(StateError):
    """The author has edited in another window, or before somebody decided."""

    def __init__(self) -> None:
        super().__init__(_("The comment was edited meanwhile. Nothing of yours was changed or sent: look at it again."))


class EditWaits(StateError):
    def __init__(self) -> None:
        super().__init__(_("An edit of this comment waits. Decide on that first: publish it, or leave the words."))


class NothingToWithdraw(StateError):
    def __init__(self) -> None:
        super().__init__(_("This comment is not shown now, so there is nothing to withdraw. Nothing was changed."))


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


class BodyMissing(StateError):
    def __init__(self) -> None:
        super().__init__(_("The comment has no text. Write what you want to say."))


class BodyTooLong(StateError):
    """`limit` and `length` are in characters."""

    def __init__(self, *, limit: int, length: int) -> None:
        super().__init__(
            ngettext(
                "The text has %(length)s characters and may have %(limit)s. Shorten it by %(over)s character.",
                "The text has %(length)s characters and may have %(limit)s. Shorten it by %(over)s characters.",
                length - limit,
            )
            % {"length": length, "limit": limit, "over": length - limit}
        )
        self.limit = limit
        self.length = length


class UnknownLanguage(StateError):
    def __init__(self) -> None:
        super().__init__(_("The language of the comment is not one that we know. Choose another."))


class DraftNotPublished(StateError):
    def __init__(self) -> None:
        super().__init__(
            _("The draft of this round is not published yet. Publish it first: comments hang on its provisions.")
        )


class SaidInTheFuture(StateError):
    def __init__(self) -> None:
        super().__init__(_("The date lies in the future. Give the day on which it was said or written."))


class NotMergeable(StateError):
    def __init__(self) -> None:
        super().__init__(
            _("An organisation can be merged into another one that is known, and not into itself. Nothing was changed.")
        )


class MergedMeanwhile(StateError):
    def __init__(self) -> None:
        super().__init__(_("This organisation was merged into another meanwhile. Nothing of yours was changed."))


class RoundTakesNoAnswers(StateError):
    """The clock got there first, or the round has yet to open."""

    def __init__(self, state: RoundState) -> None:
        if state is RoundState.SCHEDULED:
            super().__init__(_("This round has not opened yet, so your answers were not stored."))
        else:
            super().__init__(
                _("This round is closed, so your answers were not stored. What you wrote is kept for you.")
            )
        self.state = state


class RoundTakesNoReactions(StateError):
    """The clock got there first, or the round has yet to open."""

    def __init__(self, state: RoundState) -> None:
        if state is RoundState.SCHEDULED:
            super().__init__(_("This round has not opened yet, so nothing of yours was changed or counted."))
        else:
            super().__init__(_("This round is closed, so nothing of yours was changed or counted."))
        self.state = state


class NotAdmittedToReact(StateError):
    """The round is for others; `audience` says for whom."""

    def __init__(self, audience: str) -> None:
        super().__init__(audience + " " + _("You are not among them, so nothing of yours was changed or counted."))


class NothingToReactTo(StateError):
    def __init__(self) -> None:
        super().__init__(
            _("Readers do not see this comment now, so nobody can agree or disagree with it. It was taken down.")
        )


class EmailNotVerifiedToReact(StateError):
    def __init__(self) -> None:
        super().__init__(_("Confirm your e‑mail address first; then you can agree or disagree with comments."))


class AnsweredMeanwhile(StateError):
    """Another form, or a colleague, has stored answers since this form was made. `seen` names what stands now."""

    def __init__(self, seen: str) -> None:
        super().__init__(
            _(
                "Other answers were stored meanwhile, in another window or by a colleague. Yours are still in the form:"
                " compare, and store them once more if they are to stand."
            )
        )
        self.seen = seen


class AnswerRefused(StateError):
    """An answer that its prompt does not take. `number` is the prompt's."""

    def __init__(self, message: str, *, number: int) -> None:
        super().__init__(message)
        self.number = number


class NoLongerOffered(StateError):
    """The administrators have retired the disposition or the reason, or nobody knows it."""

    def __init__(self) -> None:
        super().__init__(
            _("What you chose is no longer offered. Nothing was saved; what you wrote is kept. Choose another.")
        )


class ListNotChecked(StateError):
    def __init__(self) -> None:
        super().__init__(_("The table has not been read to its end, so nobody was invited. Wait for its report."))


class InviteeNotOpen(StateError):
    """Withdrawing or resending what has been used meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("This invitation was accepted, withdrawn or refused meanwhile. Nothing was changed."))
