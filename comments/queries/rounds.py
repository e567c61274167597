"""The rounds of a consultation with what the clock and the tallies say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from comments.enums import Dimension, Place
from comments.models import Tally
from consultations.enums import RoundState
from consultations.models import Round
from consultations.queries.audience import audience_names
from consultations.rules_in_words import rules_in_words


@dataclass(frozen=True)
class RoundNow:
    """`total` is the number of published comments, `rules` what is asked of whoever takes part."""

    round: Round
    state: RoundState
    total: int
    rules: list[str]


def rounds_now(rounds: Sequence[Round], *, user: User | AnonymousUser, at: datetime) -> list[RoundNow]:
    """In their order; `user` may see them and they come with their drafts. One query, and those of `audience_names`."""
    tallies = Tally.objects.visible_to(user).filter(round__in=rounds, place=Place.ROUND, dimension=Dimension.ALL)
    totals = dict(tallies.values_list("round", "count"))
    audience = audience_names(rounds)
    return [
        RoundNow(it, it.state(at), totals.get(it.pk, 0), rules_in_words(it, audience=audience[it.pk])) for it in rounds
    ]
