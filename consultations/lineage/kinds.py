"""What a matched provision is called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from consultations.enums import LineageKind
from consultations.lineage.alike import likeness
from consultations.lineage.chain import heaviest_chain
from consultations.lineage.records import Match
from consultations.lineage.tree import Node


class Ties:
    """All pairs, several for one provision where it was split or merged."""

    def __init__(self, pairs: Iterable[tuple[Node, Node]]) -> None:
        self.pairs = list(pairs)
        self.of_old: dict[Node, list[Node]] = defaultdict(list)
        self.of_new: dict[Node, list[Node]] = defaultdict(list)
        for old, new in self.pairs:
            self.of_old[old].append(new)
            self.of_new[new].append(old)

    def moved(self) -> set[tuple[Node, Node]]:
        """What has another parent, and what is not in the heaviest common order of what has the same.

        A level that is new or gone, such as chapters around articles, does not count: the nearest matched one does.
        """
        inside: dict[tuple[Node, Node], list[tuple[Node, Node]]] = defaultdict(list)
        moved = set()
        for old, new in self.pairs:
            if old.parent is None or new.parent is None:
                continue
            over_old = next(node for node in old.above if node in self.of_old)
            over_new = next(node for node in new.above if node in self.of_new)
            if over_new in self.of_old[over_old]:
                inside[over_old, over_new].append((old, new))
            else:
                moved.add((old, new))
        for group in inside.values():
            kept = set(heaviest_chain((old.index, new.index, new.weight + 1.0) for old, new in group))
            moved.update(both for both in group if (both[0].index, both[1].index) not in kept)
        return moved


def kind_of(*, ancestors: int, descendants: int, is_moved: bool, is_renumbered: bool, score: float) -> LineageKind:
    """Of a provision with so many ancestors, and an ancestor with so many descendants."""
    if ancestors > 1:
        return LineageKind.MERGED
    if descendants > 1:
        return LineageKind.SPLIT
    if is_moved:
        return LineageKind.MOVED
    if is_renumbered:
        return LineageKind.RENUMBERED
    return LineageKind.UNCHANGED if score == 1.0 else LineageKind.CHANGED


def matches(ties: Ties, old: list[Node], new: list[Node]) -> list[Match]:
    """In the later draft's order; what was deleted stands after what became of the one before it."""
    moved = ties.moved()
    after: dict[Node, list[Match]] = defaultdict(list)
    anchor = new[0]
    for node in old:
        partners = ties.of_old.get(node)
        if partners:
            anchor = partners[0]
        elif node.text:
            after[anchor].append(Match(node.text.key, None, LineageKind.DELETED, 0.0))
    found = []
    for node in new:
        if node.text:
            key = node.text.key
            olds = ties.of_new.get(node, [])
            for other in sorted(olds, key=lambda it: it.index):
                assert other.text is not None  # noqa: S101  # only the roots have none, and they are a pair
                score = likeness(other.own, node.own)
                kind = kind_of(
                    ancestors=len(olds),
                    descendants=len(ties.of_old[other]),
                    is_moved=(other, node) in moved,
                    is_renumbered=other.number != node.number,
                    score=score,
                )
                found.append(Match(other.text.key, key, kind, score))
            if not olds:
                found.append(Match(None, key, LineageKind.NEW, 0.0))
        found += after[node]
    return found
