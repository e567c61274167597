"""Which comments of the demonstration wait for a moderator, and how its rounds are moderated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from comments.enums import Channel, Status
from consultations.enums import ModerationMode
from portal.demo.script import Script
from portal.demo.stage import Stage

LATEST = 30
"""In the stage “moderation” nobody has decided yet on so many of the latest comments, but for those with replies."""


def moderation_of(stage: Stage, number: int) -> ModerationMode:
    """Round 1 published at once. After its advertisement round 2 holds first comments, or all of them."""
    if number == 1:
        return ModerationMode.AT_ONCE
    return ModerationMode.ALL if stage is Stage.MODERATION else ModerationMode.FIRST


def held_in(script: Script, stage: Stage, number: int, moments: Sequence[datetime]) -> set[int]:
    """The places of the comments that wait: none once everything is answered."""
    if stage is Stage.ANSWERED:
        return set()
    held = {place for place, said in enumerate(script.comments) if said.status == Status.PENDING}
    if moderation_of(stage, number) is ModerationMode.ALL:
        held |= _latest(script, moments)
    return held


def _latest(script: Script, moments: Sequence[datetime]) -> set[int]:
    """Nothing that was answered, hidden or entered by the secretariat is among them."""
    latest = sorted(range(len(moments)), key=lambda place: moments[place])[-LATEST:]
    kept = {said.parent for said in script.comments} | {
        place for answer in script.answers if answer.is_early for place in answer.to
    }
    return {
        place
        for place in latest
        if place not in kept
        and script.comments[place].status != Status.HIDDEN
        and script.comments[place].channel == Channel.WEB
    }
