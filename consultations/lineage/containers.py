"""Parts, chapters and articles that are known by what is in them: matched from below, as GumTree does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from consultations.lineage.alike import likeness, unlike_kinds
from consultations.lineage.pairs import Pairs
from consultations.lineage.tree import Node

OTHER_HEADING = 0.15
PARTED, LEAST_PART = 0.6, 0.2
"""What part of one left over must lie in another one, and how much of that one it must be."""


def shared_words(pairs: Iterable[tuple[Node, Node]]) -> dict[tuple[Node, Node], float]:
    """For each two nodes how many words (of both) lie in pairs of which one is in the one and one in the other. A
    provision without words, such as a number above points, counts as one."""
    shared: dict[tuple[Node, Node], float] = defaultdict(float)
    for old, new in pairs:
        words = len(old.own) + len(new.own) + 2
        for over_old in old.above:
            for over_new in new.above:
                shared[over_old, over_new] += words
    return shared


def size(node: Node) -> int:
    """What `shared_words` could give at most: the words below the node, and one for each provision."""
    return sum(len(child.own) + 1 + size(child) for child in node.children)


def match_containers(pairs: Pairs, least: float) -> None:
    """Each with the one with which it shares the larger part, at least `least` of the words of both; of several with
    the one of its kind, number, heading. Where the headings differ, more must be shared."""
    shares: dict[tuple[Node, Node], float] = {}
    sizes = {node: size(node) for side in (pairs.old, pairs.new) for node in side if node.children}
    for (old, new), words in shared_words(pairs).items():
        if old not in pairs.of_old and new not in pairs.of_new:
            share = words / (sizes[old] + sizes[new])
            if share >= least + OTHER_HEADING * has_other_heading(old, new) + unlike_kinds(old, new):
                shares[old, new] = share + likely(old, new)
    for old, new in sorted(shares, key=lambda both: (-shares[both], both[1].index, both[0].index)):
        if old not in pairs.of_old and new not in pairs.of_new:
            pairs.add(old, new)


def match_headings(pairs: Pairs) -> None:
    """Of what is still open, the only ones of their kind with the same heading."""
    alike: dict[tuple[str, str], tuple[list[Node], list[Node]]] = defaultdict(lambda: ([], []))
    for side, nodes in enumerate((pairs.open_old, pairs.open_new)):
        for node in nodes:
            if node.heading:
                alike[node.kind, node.heading][side].append(node)
    for old, new in alike.values():
        if len(old) == len(new) == 1:
            pairs.add(old[0], new[0])


def has_other_heading(old: Node, new: Node) -> bool:
    return bool(old.heading or new.heading) and likeness(old.heading, new.heading) < 0.5


def likely(old: Node, new: Node) -> float:
    same_heading = old.heading == new.heading != ""
    return 0.2 * same_heading + 0.1 * (old.number == new.number) + 0.2 * (old.kind == new.kind)


def parted_containers(pairs: Pairs, pieces: Iterable[tuple[Node, Node]]) -> list[tuple[Node, Node]]:
    """What is left over and has most of its words in another one that is matched elsewhere: an article of which two
    were made, or that two became. Not a level that came or went around them."""
    wholes: dict[Node, list[tuple[Node, Node]]] = defaultdict(list)
    for (old, new), words in shared_words([*pairs, *pieces]).items():
        if old in pairs.of_old and new not in pairs.of_new:
            part, twin = new, pairs.of_old[old]
        elif new in pairs.of_new and old not in pairs.of_old:
            part, twin = old, pairs.of_new[new]
        else:
            continue
        whole = old if part is new else new
        is_enough = words / 2 >= max(PARTED * size(part), LEAST_PART * size(whole))
        nested = twin in part.above or part in twin.above
        if not nested and old.kind == new.kind and is_enough:
            wholes[part].append((old, new))
    return [min(found, key=lambda both: (size(both[0]) + size(both[1]), both[0].index)) for found in wholes.values()]
