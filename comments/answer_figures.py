"""Figures of the answers to a prompt: pure functions of counts.

A contributor counts once. Of a ranking the bars show first preferences, and beside them stands the **Borda count**
(J.-C. de Borda, 1784): of n options the one in place r gets n - r points, those without a place none; n counts retired
options too, so that points given before and after weigh the same. Of a scale the median point is named; of an even
number of answers it is the mean of the two in the middle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

LEAST_SHOWN = 5
"""Answers of so few contributors would tell who said what: the public sees them together with others, or not at all."""
FEW = "few"


@dataclass(frozen=True)
class OptionFigure:
    """`count` is how often the option was chosen, of a ranking how often it came first; `points` are Borda's."""

    number: int
    label: str
    is_retired: bool
    count: int
    percent: int
    points: int = 0


@dataclass(frozen=True)
class PartFigure:
    """The answers of one stakeholder group or region: contributors, and how often each option was chosen."""

    value: str
    label: str
    count: int
    counts: tuple[int, ...] = ()
    points: tuple[int, ...] = ()
    median: float | None = None


def median_of(counts: Sequence[int]) -> float | None:
    """The median point of a scale, from how often each of its points (1, 2, …) was chosen; None of nothing."""
    whole = sum(counts)
    if not whole:
        return None
    return (_point_at(counts, (whole - 1) // 2) + _point_at(counts, whole // 2)) / 2


def _point_at(counts: Sequence[int], place: int) -> int:
    """The point of the answer at `place` (from 0) when all stand in order."""
    for point, count in enumerate(counts, start=1):
        if place < count:
            return point
        place -= count
    raise ValueError("There are fewer answers.")


def borda_points(ranks: Mapping[int, int], *, options: int) -> int:
    """What an option has, from how often (value) it was given each place (key), of so many options."""
    return sum((options - rank) * count for rank, count in ranks.items())


def percent(count: int, whole: int) -> int:
    return round(100 * count / whole) if whole else 0


def folded(parts: Sequence[PartFigure], *, least: int = LEAST_SHOWN) -> tuple[PartFigure, ...]:
    """Parts as everybody may see them: those of fewer than `least` contributors stand together in one row, with the
    next smaller ones until that row has as many, so that nothing follows from the difference to the whole either. Where
    all together are fewer there are none. Parts of nobody stay: silence names nobody.
    """
    by_size = sorted((part for part in parts if part.count), key=lambda part: part.count)
    few = [part for part in by_size if part.count < least]
    if not few:
        return tuple(parts)
    while sum(part.count for part in few) < least and len(few) < len(by_size):
        few.append(by_size[len(few)])
    if sum(part.count for part in few) < least:
        return ()
    return (*(part for part in parts if part not in few), together(few))


def together(parts: Sequence[PartFigure]) -> PartFigure:
    first = parts[0]
    counts = tuple(map(sum, zip(*(part.counts for part in parts), strict=True)))
    return replace(
        first,
        value=FEW,
        label=_("Others, taken together because few of each answered"),
        count=sum(part.count for part in parts),
        counts=counts,
        points=tuple(map(sum, zip(*(part.points for part in parts), strict=True))),
        median=median_of(counts) if any(part.median is not None for part in parts) else None,
    )
