from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass

from consultations.enums import ProvisionKind

BELOW_ARTICLES = frozenset({ProvisionKind.PARAGRAPH, ProvisionKind.POINT})

Pair = tuple[Hashable, Hashable]
"""What a provision was, and what it is."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How many were found, how many are true, and how many are both. Sums add up."""

    found: int = 0
    true: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """The part of what was found that is true; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The part of what is true that was found; 1 where there is nothing to find."""
        return self.right / self.true if self.true else 1.0

    def __add__(self, other: Figures) -> Figures:
        return Figures(self.found + other.found, self.true + other.true, self.right + other.right)


def figures(found: Collection[Pair], true: Collection[Pair]) -> Figures:
    return Figures(len({*found}), len({*true}), len({*found} & {*true}))


def by_level(found: Collection[Pair], true: Collection[Pair], kind: Callable[[Pair], str]) -> dict[str, Figures]:
    """Apart for paragraphs and points, and for articles and all above them. `kind` is of the pair's provision."""

    def part(pairs: Collection[Pair], *, below: bool) -> set[Pair]:
        return {pair for pair in pairs if (kind(pair) in BELOW_ARTICLES) is below}

    return {
        "all": figures(found, true),
        "articles": figures(part(found, below=False), part(true, below=False)),
        "paragraphs": figures(part(found, below=True), part(true, below=True)),
    }
