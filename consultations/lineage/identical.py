"""Texts that came through word by word, with all that is below them."""

from __future__ import annotations

from collections import defaultdict

from consultations.lineage.pairs import Pairs
from consultations.lineage.tree import Node

TELLING = 4
"""Words from which on a text is taken for itself wherever it stands. What is shorter is known by its place."""


def match_identical(pairs: Pairs) -> None:
    """The largest first, as GumTree does; of those alike only where one is left on either side (patience diff)."""
    alike: dict[int, tuple[list[Node], list[Node]]] = defaultdict(lambda: ([], []))
    for side, nodes in enumerate((pairs.open_old, pairs.open_new)):
        for node in nodes:
            if node.weight >= TELLING:
                alike[node.print][side].append(node)
    groups = [group for group in alike.values() if group[0] and group[1]]
    for old, new in sorted(groups, key=lambda group: (-group[1][0].weight, group[1][0].index)):
        left_old = [node for node in old if node not in pairs.of_old]
        left_new = [node for node in new if node not in pairs.of_new]
        if len(left_old) == len(left_new) == 1:
            match_whole(pairs, left_old[0], left_new[0])


def match_whole(pairs: Pairs, old: Node, new: Node) -> None:
    """Two nodes of the same print, and all below them one by one."""
    waiting = [(old, new)]
    while waiting:
        one, other = waiting.pop()
        if one not in pairs.of_old and other not in pairs.of_new:
            pairs.add(one, other)
        waiting += zip(one.children, other.children, strict=False)
