"""What stands in the way of answers to prompts."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.errors import StateError
from consultations.enums import RoundState


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
