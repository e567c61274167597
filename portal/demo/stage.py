from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a consultation of the demonstration stands. Each has a consultation of its own."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    MODERATION = "moderation"
    CLOSED = "closed"
    ANSWERED = "answered"

    @property
    def slug(self) -> str:
        return SLUG if self is Stage.OPEN else f"{SLUG}-{self.value}"

    @property
    def is_before_round_1(self) -> bool:
        return self is Stage.SCHEDULED

    @property
    def is_over(self) -> bool:
        """Round 2 has closed."""
        return self in {Stage.CLOSED, Stage.ANSWERED}


SLUG = "cybercrime-initiative"

SCENES = {
    Stage.SCHEDULED: "the zero draft can be read and round 1 opens within two weeks; nobody has said anything",
    Stage.OPEN: "round 1 is closed and answered, round 2 is open for ten days or more and holds first comments",
    Stage.MODERATION: "as open, but round 2 holds every comment, and the latest wait for a moderator",
    Stage.CLOSED: "round 2 closed last Friday; its comments wait for their responses",
    Stage.ANSWERED: "round 2 closed some weeks ago and everything is answered",
}
