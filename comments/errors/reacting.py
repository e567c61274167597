"""What stands in the way of agreeing and disagreeing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.errors import StateError
from consultations.enums import RoundState


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
