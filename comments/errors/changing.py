"""What stands in the way of editing and withdrawing a comment."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.errors import StateError


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
