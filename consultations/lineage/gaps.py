"""Children of matched parents, between those that are matched: what stands in the same place with similar words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from consultations.lineage.alike import Candidates, Likeness, in_context
from consultations.lineage.chain import heaviest_chain
from consultations.lineage.pairs import Pairs
from consultations.lineage.tree import Node

EACH_WITH_EACH = 4_000
"""Comparisons in one gap; in a larger one only candidates are compared."""

SAME_START = 0.35
"""Likeness of a term that stands alone to the same term with its definition."""


def match_gaps(pairs: Pairs, likeness: Likeness, candidates: Candidates, least: float) -> None:
    """Align them so that likeness adds up to the most, in order. What is less alike than `least` stays open."""
    for old, new in list(pairs):
        if old.children and new.children:
            for gap in gaps(pairs, old, new):
                align(pairs, *gap, likeness, candidates, least)


def gaps(pairs: Pairs, old: Node, new: Node) -> Iterator[tuple[list[Node], list[Node]]]:
    """The open children of both between two neighbours of the heaviest chain of matched children."""
    held = [
        (pairs.of_new[child].place, child.place, child.weight + 1.0)
        for child in new.children
        if child in pairs.of_new and pairs.of_new[child].parent is old
    ]
    edges = [(-1, -1), *heaviest_chain(held), (len(old.children), len(new.children))]
    for (old_start, new_start), (old_end, new_end) in pairwise(edges):
        open_old = [node for node in old.children[old_start + 1 : old_end] if node not in pairs.of_old]
        open_new = [node for node in new.children[new_start + 1 : new_end] if node not in pairs.of_new]
        if open_old and open_new:
            yield open_old, open_new


def align(
    pairs: Pairs, old: list[Node], new: list[Node], likeness: Likeness, candidates: Candidates, least: float
) -> None:
    inside = set(old)
    weighed = []
    for node in new:
        others = (
            old
            if len(old) * len(new) <= EACH_WITH_EACH
            else [one for one in candidates.of(node, pairs.of_old) if one in inside]
        )
        for other in others:
            like = max(likeness.of(other, node), SAME_START * starts_alike(other, node))
            if like >= least:
                weighed.append((other.place, node.place, max(like + in_context(pairs, other, node), 0.01)))
    by_place = {node.place: node for node in old}, {node.place: node for node in new}
    for old_place, new_place in heaviest_chain(weighed):
        pairs.add(by_place[0][old_place], by_place[1][new_place])


def starts_alike(old: Node, new: Node) -> bool:
    """One begins with all of the other, a few words at least."""
    shorter, longer = sorted((old.own, new.own), key=len)
    return len(shorter) > 1 and longer.startswith(shorter) and old.kind == new.kind
