"""Where a place of one draft is in the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from comments.anchoring.refinding import Gone, How, Refound, Successors
from comments.anchoring.selector import Span
from comments.carrying.sides import Descent, Side, Unit, descendants_of
from comments.enums import AnchorType, PlacementState


class Standing(NamedTuple):
    """A place in the old draft, as an anchor has it; `text` to `end` are a passage's."""

    type: str
    provision: int | None
    text: int | None = None
    start: int | None = None
    end: int | None = None


class Landing(NamedTuple):
    """The place in the new draft and what became of it."""

    state: PlacementState
    provision: int | None = None
    text: int | None = None
    start: int | None = None
    end: int | None = None
    score: float = 1.0
    is_certain: bool = True


Place = tuple[int, float]
"""A provision that came of another, and how alike they are."""

LOST = Landing(PlacementState.LOST, score=0.0)


@dataclass(frozen=True)
class Passage:
    """The provision in whose text a passage stands, and the language of the text."""

    unit: Unit
    language: str


@dataclass(frozen=True)
class Carriage:
    """Takes places of the old draft to the new one by their lineage."""

    old: Side
    new: Side
    descent: Iterable[Descent]
    _compared: dict[int, Successors] = field(default_factory=dict)

    @cached_property
    def _descendants(self) -> dict[int, list[Descent]]:
        return descendants_of(self.descent)

    @cached_property
    def _passages(self) -> dict[int, Passage]:
        return {words.pk: Passage(unit, words.language) for unit in self.old.units for words in unit.words.values()}

    def land(self, place: Standing) -> Landing:
        if place.type == AnchorType.DRAFT:
            is_same = self.old.content == self.new.content
            return Landing(PlacementState.UNCHANGED if is_same else PlacementState.CHANGED)
        if place.provision is None:
            return LOST
        rows = self._descendants.get(place.provision)
        if rows is None:
            return LOST._replace(is_certain=False)  # nobody has said what became of it
        there = [(row.provision, row.score) for row in rows if row.provision is not None]
        if not there:
            return LOST
        if place.text is not None and place.start is not None and place.end is not None:
            return self._passage(place.text, Span(place.start, place.end), there)
        if place.type == AnchorType.GAP:
            return self._gap(place.provision, there)
        return self._whole(place.provision, there)

    def _whole(self, ancestor: int, there: list[Place]) -> Landing:
        """A provision with all below it: after a split where most of its words are, for somebody to look at."""
        best, score = there[0]
        is_same = len(there) == 1 and self.old.contents[ancestor] == self.new.contents[best]
        state = self._unless_moved(ancestor, best) if is_same else PlacementState.CHANGED
        return Landing(state, best, score=score, is_certain=len(there) == 1)

    def _gap(self, ancestor: int, there: list[Place]) -> Landing:
        """After the last of what came of it. What follows now may be what was missing."""
        last, score = max(there, key=lambda it: self.new.by_pk[it[0]].order)
        before, after = self.old.next_beside(ancestor), self.new.next_beside(last)
        followers = [it.provision for it in self._descendants.get(before, ()) if it.provision] if before else [None]
        is_same = after in followers
        state = self._unless_moved(ancestor, last) if is_same else PlacementState.CHANGED
        return Landing(state, last, score=score, is_certain=len(there) == 1)

    def _passage(self, text: int, span: Span, there: list[Place]) -> Landing:
        stood = self._passages[text]
        units = [self.new.by_pk[provision] for provision, _score in there]
        words = [it for unit in units if (it := unit.words.get(stood.language))]
        if not words:
            return LOST._replace(is_certain=False)
        if text not in self._compared:
            old = stood.unit.words[stood.language].text
            self._compared[text] = Successors(old, tuple(it.text for it in words))
        answer = self._compared[text].find(span)
        if not isinstance(answer, Refound):
            return LOST._replace(is_certain=isinstance(answer, Gone))
        found = words[answer.text]
        unit = next(it for it in units if it.words.get(stood.language) is found)
        is_same = answer.how is not How.APPROXIMATE
        state = self._unless_moved(stood.unit.pk, unit.pk) if is_same else PlacementState.CHANGED
        return Landing(state, unit.pk, found.pk, *answer.span, score=answer.score, is_certain=answer.is_certain)

    def _unless_moved(self, ancestor: int, provision: int) -> PlacementState:
        """What has another address or another number has moved."""
        one, other = self.old.by_pk[ancestor], self.new.by_pk[provision]
        numbers = [
            words.number if words else "" for words in (self.old.own_words(ancestor), self.new.own_words(provision))
        ]
        is_there = one.eid == other.eid and numbers[0] == numbers[1]
        return PlacementState.UNCHANGED if is_there else PlacementState.MOVED
