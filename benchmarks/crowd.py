"""What a crowd says on a draft, written by the bulk service that imports use, so that every tally is right.

A few provisions and a few people have most of it; threads have sizes by a power law and up to eight levels of replies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from random import Random
from typing import Any, Generic, TypeVar

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.draft import Scene
from benchmarks.words import language, text
from comments.contributors import person_key
from comments.enums import Attribution, Disposition, Kind, ModerationReason, Position, Status
from comments.models import Comment
from comments.services.insertion import Entry, insert_comments
from comments.services.response import respond
from common.enums import Verb
from consultations.models import Provision

BATCH = 1_000
DEEPEST = 8
REPLIES = 0.6
"""The share of replies among all comments."""
HOT_THREADS = 10
WHOLE_DRAFT = 0.02
"""The share of threads that hang on no provision."""
STATUSES = {Status.PUBLISHED: 95, Status.PENDING: 4, Status.WITHDRAWN: 1}
HIDDEN = 0.6
"""The share of what waited for a decision and is hidden now."""
ATTRIBUTIONS = {Attribution.NAME: 80, Attribution.ORGANISATION: 8, Attribution.ANONYMOUS: 12}
KINDS = {Kind.GENERAL: 70, Kind.QUESTION: 15, Kind.WORDING: 15}
POSITIONS = {Position.SUPPORT: 30, Position.CHANGES: 30, Position.OPPOSE: 20, Position.NONE: 20}
RARE = " Rarissimo."
RARITY = 0.0005
"""The share of comments that say so: what somebody looks for who knows what they want."""
ANSWERS_A_BATCH = 5
ANSWERED_TOGETHER = 20

Item = TypeVar("Item")


@dataclass
class Crowd:
    """The same crowd every time. `add` may be called again: more people say more."""

    scene: Scene
    chance: Random = field(default_factory=lambda: Random(7))  # noqa: S311  # nothing secret
    hot: list[Comment] = field(default_factory=list)

    def __post_init__(self) -> None:
        provisions = [*self.scene.provisions]
        self.chance.shuffle(provisions)
        provisions.sort(key=lambda it: it.depth == 0)  # Few speak of a part as a whole.
        self.provisions = Skewed(provisions, 1.1)
        self.people = Skewed(self.scene.people, 0.7)

    @property
    def busiest(self) -> Provision:
        return self.provisions.items[0]

    def add(self, number: int) -> None:
        for start in range(0, number, BATCH):
            with transaction.atomic():
                self._add_batch(min(BATCH, number - start))
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def _add_batch(self, number: int) -> None:
        """First comments, then replies level by level: a parent is there before its replies."""
        left = round(number * REPLIES)
        made = self._insert(self._first() for _ in range(number - left))
        self.hot = (self.hot + spoken(made))[:HOT_THREADS]
        parents = [*self.hot, *spoken(made)]
        for depth in range(1, DEEPEST + 1):
            level = Skewed(parents, 0.9)
            count = left if depth == DEEPEST else (left + 1) // 2
            replies = self._insert(self._reply(level.pick(self.chance)) for _ in range(count))
            left -= count
            parents = spoken(replies) or parents
            made += replies
        self._hide(made)
        self._answer(spoken(made))

    def _insert(self, entries: Iterable[Entry]) -> list[Comment]:
        return insert_comments(list(entries), by=None, verb=Verb.IMPORTED)

    def _first(self) -> Entry:
        chance, opened = self.chance, self.scene.round.opens_at
        kind = weighted(chance, KINDS)
        return self._said(
            opened + (timezone.now() - opened) * chance.random(),
            provision=None if chance.random() < WHOLE_DRAFT else self.provisions.pick(chance),
            kind=kind,
            position=weighted(chance, POSITIONS),
            proposed_wording=text(chance, "en") if kind == Kind.WORDING else "",
        )

    def _reply(self, parent: Comment) -> Entry:
        waited = (timezone.now() - parent.posted_at) * self.chance.random() ** 3
        return self._said(parent.posted_at + waited, parent=parent)

    def _said(self, at: datetime, **where: Any) -> Entry:
        by = self.people.pick(self.chance)
        spoken = language(self.chance)
        return Entry(
            round=self.scene.round,
            posted_at=at,
            received_at=at,
            body=text(self.chance, spoken) + RARE * (self.chance.random() < RARITY),
            language=spoken,
            status=weighted(self.chance, STATUSES),
            author=by,
            author_name=by.name,
            attribution=weighted(self.chance, ATTRIBUTIONS),
            organisation_name=by.organisation_name,
            contributor_key=person_key(by.pk),
            stakeholder_group=by.stakeholder_group,
            country=by.country,
            **where,
        )

    def _hide(self, comments: Sequence[Comment]) -> None:
        """Of those that wait for a decision, which count nowhere before and after."""
        waiting = [it.pk for it in comments if it.status == Status.PENDING]
        hidden = Comment.objects.filter(pk__in=waiting[: round(len(waiting) * HIDDEN)])
        hidden.update(status=Status.HIDDEN, moderation_reason=ModerationReason.OFF_TOPIC)

    def _answer(self, comments: Sequence[Comment]) -> None:
        for _ in range(ANSWERS_A_BATCH):
            answered = self.chance.sample(comments, min(ANSWERED_TOGETHER, len(comments)))
            disposition = self.chance.choice([*Disposition])
            body = text(self.chance, "en")
            respond(by=self.scene.secretariat, comments=answered, disposition=disposition, body=body)


class Skewed(Generic[Item]):
    """Items of which the nth is picked in proportion to n ** -power."""

    def __init__(self, items: Sequence[Item], power: float) -> None:
        self.items = items
        self.weights = list(accumulate((n + 1) ** -power for n in range(len(items))))

    def pick(self, chance: Random) -> Item:
        return chance.choices(self.items, cum_weights=self.weights)[0]


def weighted(chance: Random, weights: Mapping[Item, int]) -> Item:
    return chance.choices([*weights], [*weights.values()])[0]


def spoken(comments: Sequence[Comment]) -> list[Comment]:
    """Those that one may reply to."""
    return [it for it in comments if it.status == Status.PUBLISHED]
