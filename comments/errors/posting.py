"""What stands in the way of a comment or a reply."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.asked_places import MOST_PLACES
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
