"""How alike two nodes are, and which ones are worth comparing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from itertools import chain, pairwise

from rapidfuzz.distance import Indel

from consultations.lineage.pairs import Pairs
from consultations.lineage.tree import Node

LONGEST = 2_000
"""Words; what is longer is compared as a bag of words."""
FEATURES = 24
MOST_SHARING = 40
CANDIDATES = 12
"""For each node its rarest words and pairs of words, those that at most so many others have, lead to so many nodes."""
REMEMBERED = 60
RELATED = {"paragraph", "point"}


def likeness(old: str, new: str) -> float:
    """What part of the words of both are in their longest common subsequence, 0 to 1."""
    if max(len(old), len(new)) > LONGEST * 10:
        return shared(Counter(old), Counter(new))
    return Indel.normalized_similarity(old, new)


def shared(old: Counter[str], new: Counter[str]) -> float:
    """Dice's coefficient of two bags of words."""
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0


class Likeness:
    """Compares each two nodes once: by their words in order where they have nothing below them, else by all words."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], float] = {}

    def of(self, old: Node, new: Node) -> float:
        key = (old.index, new.index)
        if key not in self.known:
            self.known[key] = self._compared(old, new)
        return self.known[key]

    def _compared(self, old: Node, new: Node) -> float:
        if not old.children and not new.children:
            return likeness(old.own, new.own)
        if 2 * min(old.weight, new.weight) < 0.2 * (old.weight + new.weight):
            return 0.0
        if max(old.weight, new.weight) > LONGEST:
            return shared(old.bag, new.bag)
        return Indel.normalized_similarity(old.in_order, new.in_order)


def in_context(pairs: Pairs, old: Node, new: Node) -> float:
    """What speaks for two nodes beside their words: added to their likeness where several could be meant."""
    good = 0.1 * pairs.are(old.parent, new.parent)
    good += 0.05 * pairs.are(old.beside(-1), new.beside(-1)) + 0.05 * pairs.are(old.beside(1), new.beside(1))
    good += 0.04 * (old.number == new.number != "") + 0.06 * (old.heading == new.heading != "")
    return good - unlike_kinds(old, new)


def unlike_kinds(old: Node, new: Node) -> float:
    """What speaks against two nodes of which one is an article, say, and the other a point."""
    if old.kind == new.kind:
        return 0.0
    return 0.05 if {old.kind, new.kind} <= RELATED else 0.25


class Candidates:
    """For a node the nodes of the other draft that share its rarest words, the likeliest first.

    `only_own` looks at the nodes' own words, else those of what is below them count as well.
    """

    def __init__(self, others: Iterable[Node], *, only_own: bool = False) -> None:
        self.only_own = only_own
        self.having: dict[str, list[Node]] = defaultdict(list)
        self.known: dict[Node, list[Node]] = {}
        for node in others:
            for feature in self.features(node):
                self.having[feature].append(node)

    def of(self, node: Node, taken: Container[Node] = ()) -> list[Node]:
        if node not in self.known:
            self.known[node] = self._likeliest(node)
        return [other for other in self.known[node] if other not in taken][:CANDIDATES]

    def _likeliest(self, node: Node) -> list[Node]:
        lists = (self.having.get(feature, []) for feature in self.features(node))
        rarest = sorted((found for found in lists if 0 < len(found) <= MOST_SHARING), key=len)[:FEATURES]
        votes: dict[Node, float] = defaultdict(float)
        for found in rarest:
            for other in found:
                votes[other] += 1 / len(found)
        likeliest = sorted(votes, key=lambda other: (-votes[other], abs(other.index - node.index), other.index))
        return likeliest[:REMEMBERED]

    def features(self, node: Node) -> Iterable[str]:
        """Words and pairs of words, each once; none of what is too long."""
        if node.parent is None or node.weight > LONGEST:
            return ()
        texts = [node.own] if self.only_own else [*texts_below(node)]
        pairs = (one + other for text in texts for one, other in pairwise(text))
        return dict.fromkeys(chain(*texts, pairs))


def texts_below(node: Node) -> Iterator[str]:
    yield node.own
    for child in node.children:
        yield from texts_below(child)
