"""The rounds of a consultation with what the clock and the tallies say of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from comments.enums import Dimension, Place
from comments.models import Tally
from consultations.enums import RoundState
from consultations.models import Consultation, Round
from consultations.rules_in_words import rules_in_words


@dataclass(frozen=True)
class RoundNow:
    """`total` is the number of published comments."""

    round: Round
    state: RoundState
    total: int

    @property
    def rules(self) -> list[str]:
        return rules_in_words(self.round)


def rounds_of(consultation: Consultation, *, user: User | AnonymousUser, at: datetime) -> list[RoundNow]:
    """In order; those on drafts that `user` may read. Two queries."""
    rounds = Round.objects.visible_to(user).filter(consultation=consultation).select_related("draft").order_by("number")
    tallies = Tally.objects.filter(round__consultation=consultation, place=Place.ROUND, dimension=Dimension.ALL)
    totals = dict(tallies.values_list("round", "count"))
    return [RoundNow(round, round.state(at), totals.get(round.pk, 0)) for round in rounds]
