"""A long draft is read a stretch at a time: provisions that follow each other and go over the wire together."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from comments.queries.kept import kept_for
from comments.queries.reader import ReaderProvision, reader_page
from consultations.models import Draft

WHOLE = 48_000
"""Compressed bytes up to which a draft is one stretch: at 50 kbit/s it is there, with the sheets, in 12 seconds."""

STRETCH = 34_000
"""Compressed bytes of a stretch at most, unless one provision alone has more."""

OWN_MARKUP = 40
"""Compressed bytes of a provision's element, links, mark and place in the contents: 30 in real drafts, more where all
provisions are discussed."""


class Stretch(NamedTuple):
    """Provisions from the order `first`, which stands at `depth`, to `last`; named by what its first and last titled
    provisions print."""

    number: int
    first: int
    last: int
    depth: int
    begins: str
    ends: str


def stretches_of(draft: Draft, language: str) -> tuple[Stretch, ...]:
    """The stretches of a draft as read in `language`: one where it is short enough."""
    rule = (*Stretch._fields, WHOLE, STRETCH, OWN_MARKUP)
    rows = kept_for(
        draft,
        "stretch rows",
        language,
        rule,
        make=lambda: [*map(tuple, split(reader_page(draft, language).provisions))],
    )
    return tuple(map(Stretch._make, rows))


def split(provisions: Sequence[ReaderProvision]) -> tuple[Stretch, ...]:
    """The same for the same provisions: each stretch ends before the highest title in its second half."""
    reached = [0, *accumulate(_weights(provisions))]
    if reached[-1] <= WHOLE:
        return (_stretch(1, provisions),) if provisions else ()
    found: list[Stretch] = []
    start = 0
    while start < len(provisions):
        end = _end_of(start, reached, provisions)
        found.append(_stretch(len(found) + 1, provisions[start:end]))
        start = end
    return tuple(found)


def stretch_at(stretches: Sequence[Stretch], order: int) -> Stretch:
    """The stretch in which the provision of that order stands."""
    return stretches[bisect_right([it.first for it in stretches], order) - 1]


def _weights(provisions: Sequence[ReaderProvision]) -> list[int]:
    """Compressed bytes that each provision adds to the page: its share of the whole text, and its markup."""
    words = [f"{it.eid}{it.number}{it.heading}{it.html}".encode() for it in provisions]
    whole = b"".join(words)
    share = len(zlib.compress(whole)) / max(1, len(whole))
    return [round(len(it) * share) + OWN_MARKUP for it in words]


def _end_of(start: int, reached: Sequence[int], provisions: Sequence[ReaderProvision]) -> int:
    """Where the stretch that begins at `start` ends: before the highest provision of its second half."""
    limit = max(start + 1, bisect_right(reached, reached[start] + STRETCH) - 1)
    if limit >= len(provisions):
        return len(provisions)
    half = max(start + 1, bisect_right(reached, reached[start] + STRETCH // 2) - 1)
    return min(range(limit, half - 1, -1), key=lambda index: provisions[index].depth)


def _stretch(number: int, provisions: Sequence[ReaderProvision]) -> Stretch:
    titled = [it for it in provisions if it.heading]
    titled = [it for it in titled if it.number] or titled or [provisions[0], provisions[-1]]
    return Stretch(
        number=number,
        first=provisions[0].order,
        last=provisions[-1].order,
        depth=provisions[0].depth,
        begins=_printed_name(titled[0]),
        ends=_printed_name(titled[-1]),
    )


def _printed_name(provision: ReaderProvision) -> str:
    return provision.number.rstrip(". ") or provision.heading
