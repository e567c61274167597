"""Provisions that are found again anywhere in the draft."""

from __future__ import annotations

from collections.abc import Iterable

from consultations.lineage.alike import Candidates, Likeness, in_context, unlike_kinds
from consultations.lineage.pairs import Pairs
from consultations.lineage.tree import Node

TELLING = 6
"""Words from which on similar words alone say that it is the same provision."""
CLEAR = 0.03
"""By how much the best of several must be better than the next, as long as places may still tell."""


def match_elsewhere(pairs: Pairs, likeness: Likeness, candidates: Candidates, least: float, *, is_last: bool) -> None:
    """Pair those that are the best for each other, until there are none. Of several that are as good the nearest in
    order are taken, once nothing else can tell (`is_last`)."""
    while True:
        found = [
            (likeness.of(old, new) + in_context(pairs, old, new), old, new)
            for new in pairs.open_new
            for old in candidates.of(new, pairs.of_old)
            if is_telling(old, new) and likeness.of(old, new) >= least + unlike_kinds(old, new)
        ]
        chosen = best_for_each_other(found, 0.0 if is_last else CLEAR)
        for old, new in chosen:
            pairs.add(old, new)
        if not chosen:
            return


def is_telling(old: Node, new: Node) -> bool:
    return min(old.weight, new.weight) >= TELLING


def best_for_each_other(found: Iterable[tuple[float, Node, Node]], clear: float) -> list[tuple[Node, Node]]:
    ranked = sorted(found, key=lambda it: (-it[0], abs(it[1].index - it[2].index), it[2].index, it[1].index))
    best_old: dict[Node, list[tuple[float, Node]]] = {}
    best_new: dict[Node, list[tuple[float, Node]]] = {}
    for total, old, new in ranked:
        best_old.setdefault(old, []).append((total, new))
        best_new.setdefault(new, []).append((total, old))
    return [
        (old, new)
        for new, (first, *others) in best_new.items()
        for old in [first[1]]
        if best_old[old][0][1] is new
        and all(first[0] - other[0] >= clear for other in others[:1])
        and all(first[0] - other[0] >= clear for other in best_old[old][1:2])
    ]
