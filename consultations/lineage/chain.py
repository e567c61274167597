from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


def heaviest_chain(pairs: Iterable[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Of pairs (a, b, weight) those that increase in both a and b and weigh the most together, in order.

    The longest increasing subsequence of a patience diff, with weights: a tree of prefix maxima (Fenwick 1994) makes it
    O(n log n). Of chains that weigh the same, always the same one is taken. Weights are above 0.
    """
    rows = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    places = sorted({b for _, b, _ in rows})
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(places) + 1)  # weight, and the row that ends the chain
    before = []
    for row, (_, b, weight) in enumerate(rows):
        place = bisect_left(places, b)
        found = (0.0, -1)
        at = place
        while at > 0:
            found = max(found, best[at], key=lambda it: it[0])
            at -= at & -at
        before.append(found[1])
        at = place + 1
        while at <= len(places):
            if best[at][0] < found[0] + weight:
                best[at] = (found[0] + weight, row)
            at += at & -at
    end, at = (0.0, -1), len(places)
    while at > 0:
        end = max(end, best[at], key=lambda it: it[0])
        at -= at & -at
    chain, row = [], end[1]
    while row >= 0:
        chain.append(rows[row][:2])
        row = before[row]
    return chain[::-1]
