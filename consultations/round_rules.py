"""What a round is made of, and what of it may still change once it has opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consultations.enums import Attribution, Audience, CommentsShown, ModerationMode, Positions
from consultations.limits import POSTED_WORDS
from consultations.models import Round


@dataclass(frozen=True, kw_only=True)
class RoundRules:
    """What a round is made of, besides its draft and its number. Times are instants; see `Round`."""

    opens_at: datetime
    closes_at: datetime
    late_until: datetime | None = None
    results_by: datetime | None = None
    moderation: ModerationMode = ModerationMode.AT_ONCE
    audience: Audience = Audience.EVERYONE
    audience_codes: tuple[str, ...] = ()
    attributions: tuple[Attribution, ...] = (Attribution.NAME,)
    length_limit: int | None = None
    comments_shown: CommentsShown = CommentsShown.AT_ONCE
    positions: Positions = Positions.ANY

    @classmethod
    def of(cls, round: Round) -> RoundRules:
        stored = {name: getattr(round, name) for name in cls.__dataclass_fields__}
        lists = {
            "attributions": tuple(map(Attribution, round.attributions)),
            "audience_codes": tuple(round.audience_codes),
        }
        return cls(**stored | lists)


RULES = tuple(RoundRules.__dataclass_fields__)
TIMES = ("opens_at", "closes_at", "late_until", "results_by")


def narrowed(before: RoundRules, after: RoundRules) -> str:
    """The first rule that `after` makes narrower than `before` announced it, "" where there is none.

    People decide to speak, and how, by what a round announces. So from its opening on it may allow more (more people,
    more ways to be named, longer texts, any number of positions) and never less; when others see what was said does
    not change at all. Moderation is the secretariat's own work and may change either way.
    """
    same_kind = after.audience == before.audience and set(before.audience_codes) <= set(after.audience_codes)
    if after.audience != Audience.EVERYONE and not same_kind:
        return "audience"
    if not set(before.attributions) <= set(after.attributions):
        return "attributions"
    if (after.length_limit or POSTED_WORDS) < (before.length_limit or POSTED_WORDS):
        return "length_limit"
    if before.comments_shown != after.comments_shown:
        return "comments_shown"
    if after.positions not in {before.positions, Positions.ANY}:
        return "positions"
    return ""
