from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from consultations.lineage.alike import Candidates, Likeness, likeness
from consultations.lineage.containers import match_containers, match_headings, parted_containers
from consultations.lineage.elsewhere import match_elsewhere
from consultations.lineage.gaps import match_gaps
from consultations.lineage.identical import match_identical
from consultations.lineage.kinds import Ties, matches
from consultations.lineage.pairs import Pairs
from consultations.lineage.pieces import pieces
from consultations.lineage.records import Match, Text
from consultations.lineage.tree import Alphabet, Node, tree

Decided = Mapping[int, Collection[int]]
"""The ancestors of some provisions, none for what is new, by their keys."""


@dataclass(frozen=True)
class Step:
    """The least likeness of what stands in the same place, of what is found elsewhere, and of what containers hold."""

    near: float
    far: float
    held: float


STEPS = (Step(0.75, 0.85, 0.6), Step(0.6, 0.7, 0.45), Step(0.45, 0.6, 0.3), Step(0.35, 0.5, 0.2))
"""What is sure is matched first and says where the rest belongs."""


def match(old: Sequence[Text], new: Sequence[Text], decided: Decided | None = None) -> list[Match]:
    """Each provision of either draft at least once, in the later draft's order. Both come in reading order.

    What people have `decided` is taken as it is, and tells where the rest belongs. The same texts give the same
    matches, whatever their keys.
    """
    alphabet = Alphabet()
    pairs = Pairs(tree(old, alphabet), tree(new, alphabet))
    settled = settle(pairs, decided or {})
    match_identical(pairs)
    known, candidates = Likeness(), Candidates(pairs.open_old)
    for step in STEPS:
        count = 0
        while len(pairs) != count:
            count = len(pairs)
            match_in_place(pairs, known, candidates, step)
            match_elsewhere(pairs, known, candidates, step.far, is_last=step is STEPS[-1])
        match_headings(pairs)
    found = [both for both in (*pairs, *splits_and_merges(pairs)) if both[1] not in settled]
    ties = Ties([*found, *((ancestor, node) for node, ancestors in settled.items() for ancestor in ancestors)])
    return matches(ties, pairs.old, pairs.new)


def compared(old: Text, new: Text) -> tuple[float, bool]:
    """How alike the words of two provisions are, and whether they have the same number."""
    alphabet = Alphabet()
    (_, before), (_, after) = (tree([replace(text, parent=None)], alphabet) for text in (old, new))
    return likeness(before.own, after.own), before.number == after.number


def settle(pairs: Pairs, decided: Decided) -> dict[Node, list[Node]]:
    """Pair what is decided, so that it is found nowhere else; what is new with a node of no draft."""
    by_key = {node.text.key: node for node in pairs.old if node.text}
    settled = {}
    for node in pairs.new:
        if node.text and node.text.key in decided:
            settled[node] = [by_key[key] for key in sorted(decided[node.text.key]) if key in by_key]
            pairs.add(next((one for one in settled[node] if one not in pairs.of_old), Node(-1, None, None)), node)
    return settled


def match_in_place(pairs: Pairs, known: Likeness, candidates: Candidates, step: Step) -> None:
    count = 0
    while len(pairs) != count:
        count = len(pairs)
        match_containers(pairs, step.held)
        match_gaps(pairs, known, candidates, step.near)


def splits_and_merges(pairs: Pairs) -> list[tuple[Node, Node]]:
    splits = pieces(pairs.old, pairs.open_new, pairs.of_old)
    merges = [(part, whole) for whole, part in pieces(pairs.new, pairs.open_old, pairs.of_new)]
    leaves = [*dict.fromkeys([*splits, *merges])]
    return [*leaves, *parted_containers(pairs, leaves)]
