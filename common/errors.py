"""What services raise and one middleware turns into a page (`common.middleware`)."""

from django.utils.functional import Promise


class NotAllowed(Exception):
    """One may see this and not do it: status 403. `what` completes the sentence "You may not …"."""

    def __init__(self, what: str | Promise) -> None:
        super().__init__(what)
        self.what = what


class StateError(Exception):
    """What was asked no longer fits the state of things: status 409, on a page that keeps what was typed.

    `message` is shown to people: it says what happened and what they can do.
    """

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


class BadCursor(Exception):
    """The address of a page of a list was not made by us, or for another list: status 400."""
