"""Two drafts beside each other: their provisions, and which came of which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from comments.anchoring.ink import letters_of


@dataclass(frozen=True)
class Words:
    """A provision in one language; `pk` is that of its text."""

    pk: int
    language: str
    number: str
    heading: str
    text: str


@dataclass(frozen=True)
class Unit:
    """A provision; `words` by language."""

    pk: int
    eid: str
    order: int
    parent: int | None
    words: Mapping[str, Words]


@dataclass(frozen=True)
class Side:
    """A draft with its provisions in order."""

    language: str
    units: tuple[Unit, ...]

    @cached_property
    def by_pk(self) -> dict[int, Unit]:
        return {unit.pk: unit for unit in self.units}

    @cached_property
    def children(self) -> dict[int | None, list[int]]:
        below: dict[int | None, list[int]] = defaultdict(list)
        for unit in self.units:
            below[unit.parent].append(unit.pk)
        return below

    @cached_property
    def contents(self) -> dict[int, str]:
        """Of each provision a digest of its words and all below it; numbers and white space do not matter."""
        digests: dict[int, str] = {}
        for unit in reversed(self.units):
            own = self.own_words(unit.pk)
            said = [letters_of(f"{own.heading}\n{own.text}") if own else ""]
            said += [digests[child] for child in self.children[unit.pk]]
            digests[unit.pk] = sha256("\0".join(said).encode()).hexdigest()
        return digests

    @cached_property
    def content(self) -> tuple[str, ...]:
        return tuple(self.contents[pk] for pk in self.children[None])

    def own_words(self, pk: int) -> Words | None:
        """In the draft's language."""
        return self.by_pk[pk].words.get(self.language)

    def next_beside(self, pk: int) -> int | None:
        """The provision that follows at the same level."""
        beside = self.children[self.by_pk[pk].parent]
        at = beside.index(pk) + 1
        return beside[at] if at < len(beside) else None


@dataclass(frozen=True)
class Descent:
    """A lineage row: `provision` came of `ancestor`; None where it was deleted."""

    ancestor: int
    provision: int | None
    score: float


def descendants_of(rows: Iterable[Descent]) -> dict[int, list[Descent]]:
    """By ancestor, the most alike first."""
    found: dict[int, list[Descent]] = defaultdict(list)
    for row in rows:
        found[row.ancestor].append(row)
    for several in found.values():
        several.sort(key=lambda it: -it.score)
    return found
