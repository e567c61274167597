"""Splits and merges: what is left over and is found as a piece of something larger."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from rapidfuzz.distance import Indel

from consultations.lineage.alike import Candidates
from consultations.lineage.tree import Node

TELLING = 6
"""Words from which on a text can be told for a piece of another."""
COVERED = 0.65
"""The part of a piece's pairs of words that must be in the whole, without what the whole's own partner has."""
BESIDE_TELLING, BESIDE, OF_THE_REST = 4, 0.4, 0.6
"""Beside the whole's partner a shorter piece is known by fewer of its words, if it has most of what is left over."""
TOGETHER = 0.5
"""The part of a whole that its pieces must make up where it has no partner."""

Pairing = tuple[Node, Node]
"""The whole, and its piece."""


def pieces(wholes: Iterable[Node], parts: Iterable[Node], partner: Mapping[Node, Node]) -> list[Pairing]:
    """For each of `parts`, which are matched with nothing, the whole that it was cut from, if there is one.

    Of a split the wholes are the former draft's, of a merge the later one's; `partner` is what they are matched with.
    """
    candidates = Candidates(wholes, only_own=True)
    left: dict[Node, Counter[str]] = {}
    scored = []
    for part in parts:
        for whole in candidates.of(part) if len(part.own) >= TELLING else ():
            if whole not in left:
                left[whole] = in_pairs(remainder(whole, partner.get(whole)))
            scored.append((covered(part, left[whole]), whole, part))
    found: dict[Node, list[Node]] = defaultdict(list)
    done: set[Node] = set()
    for share, whole, part in sorted(scored, key=lambda it: (-it[0], abs(it[1].index - it[2].index), it[2].index)):
        if share >= COVERED and part not in done and covered(part, left[whole]) >= COVERED:
            left[whole] -= in_pairs([part.own])
            found[whole].append(part)
            done.add(part)
    whole_of = {its: whole for whole, its in partner.items()}
    for part in parts:
        for beside in (part.beside(-1), part.beside(1)):
            its = whole_of.get(beside) if beside else None
            if its and part not in done and is_rest(part, remainder(its, beside)):
                found[its].append(part)
                done.add(part)
    return [(whole, part) for whole, its in found.items() if whole in partner or is_whole(whole, its) for part in its]


def is_rest(part: Node, stretches: list[str]) -> bool:
    """It is made of most of what the whole's partner beside it does not have."""
    left, mine = Counter("".join(stretches)), Counter(part.own)
    if min(left.total(), mine.total()) < BESIDE_TELLING:
        return False
    both = (left & mine).total()
    return both >= BESIDE * mine.total() and both >= OF_THE_REST * left.total()


def remainder(whole: Node, partner: Node | None) -> list[str]:
    """The stretches of the whole's words that are not its partner's."""
    if partner is None:
        return [whole.own]
    codes = Indel.opcodes(whole.own, partner.own)
    return [whole.own[code.src_start : code.src_end] for code in codes if code.tag == "delete"]


def in_pairs(stretches: list[str]) -> Counter[str]:
    return Counter(one + other for stretch in stretches for one, other in pairwise(stretch))


def covered(part: Node, whole: Counter[str]) -> float:
    mine = in_pairs([part.own])
    return (mine & whole).total() / mine.total()


def is_whole(whole: Node, its: list[Node]) -> bool:
    all_pairs = in_pairs([whole.own])
    together = in_pairs([part.own for part in its])
    return (all_pairs & together).total() >= TOGETHER * all_pairs.total()
