from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consultations.lineage.alike import Candidates, Likeness
from consultations.lineage.containers import match_containers, match_headings, parted_containers
from consultations.lineage.elsewhere import match_elsewhere
from consultations.lineage.gaps import match_gaps
from consultations.lineage.identical import match_identical
from consultations.lineage.kinds import Ties, matches
from consultations.lineage.pairs import Pairs
from consultations.lineage.pieces import pieces
from consultations.lineage.records import Match, Text
from consultations.lineage.tree import Alphabet, Node, tree


@dataclass(frozen=True)
class Step:
    """The least likeness of what stands in the same place, of what is found elsewhere, and of what containers hold."""

    near: float
    far: float
    held: float


STEPS = (Step(0.75, 0.85, 0.6), Step(0.6, 0.7, 0.45), Step(0.45, 0.6, 0.3), Step(0.35, 0.5, 0.2))
"""What is sure is matched first and says where the rest belongs."""


def match(old: Sequence[Text], new: Sequence[Text]) -> list[Match]:
    """Each provision of either draft at least once, in the later draft's order. Both come in reading order.

    The same texts give the same matches, whatever their keys.
    """
    alphabet = Alphabet()
    pairs = Pairs(tree(old, alphabet), tree(new, alphabet))
    match_identical(pairs)
    likeness, candidates = Likeness(), Candidates(pairs.open_old)
    for step in STEPS:
        count = 0
        while len(pairs) != count:
            count = len(pairs)
            match_in_place(pairs, likeness, candidates, step)
            match_elsewhere(pairs, likeness, candidates, step.far, is_last=step is STEPS[-1])
        match_headings(pairs)
    ties = Ties([*pairs, *splits_and_merges(pairs)])
    return matches(ties, pairs.old, pairs.new)


def match_in_place(pairs: Pairs, likeness: Likeness, candidates: Candidates, step: Step) -> None:
    count = 0
    while len(pairs) != count:
        count = len(pairs)
        match_containers(pairs, step.held)
        match_gaps(pairs, likeness, candidates, step.near)


def splits_and_merges(pairs: Pairs) -> list[tuple[Node, Node]]:
    splits = pieces(pairs.old, pairs.open_new, pairs.of_old)
    merges = [(part, whole) for whole, part in pieces(pairs.new, pairs.open_old, pairs.of_new)]
    leaves = [*dict.fromkeys([*splits, *merges])]
    return [*leaves, *parted_containers(pairs, leaves)]
