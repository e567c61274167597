"""How many published comments, by group, by region and by position: read from the tallies, never counted on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from accounts.countries import NOT_STATED, REGIONS, region_name
from accounts.models import StakeholderGroup
from comments.enums import Dimension, Place, Position
from comments.models import Tally
from consultations.models import Draft, Provision, Round


@dataclass(frozen=True)
class Total:
    """One row: `value` is what a filter takes (a slug, an M49 code, NOT_STATED) or a position."""

    value: str
    label: str
    count: int
    percent: int


@dataclass(frozen=True)
class Totals:
    """`groups` and `regions` name everything that may be chosen, also with 0: who is silent is to be seen. “Not stated”
    comes last, and only where it counts something. `positions` counts first comments only."""

    count: int
    groups: tuple[Total, ...]
    regions: tuple[Total, ...]
    positions: tuple[Total, ...]


def round_totals(rounds: Iterable[Round]) -> Totals:
    """Of rounds as a whole, each comment once."""
    return _totals(Tally.objects.filter(round__in=list(rounds), place=Place.ROUND))


def place_totals(*, draft: Draft, provision: Provision | None = None, round: Round | None = None) -> Totals:
    """Of the threads on a provision, or on the whole draft without one; of one round, or of all on the draft."""
    place = {"place": Place.PROVISION, "provision": provision} if provision else {"place": Place.DRAFT}
    rounds = [round] if round else Round.objects.filter(draft=draft)
    return _totals(Tally.objects.filter(round__in=rounds, **place))


def _totals(tallies: QuerySet[Tally]) -> Totals:
    counts: Counter[tuple[str, str]] = Counter()
    for dimension, value, count in tallies.values_list("dimension", "value").annotate(Sum("count")):
        counts[dimension, value] += count
    groups = {group.slug: group for group in StakeholderGroup.objects.all()}
    offered = [group for group in groups.values() if not group.retired_at or counts[Dimension.GROUP, group.slug]]
    return Totals(
        count=counts[Dimension.ALL, ""],
        groups=_rows(counts, Dimension.GROUP, [(group.slug, group.name) for group in offered]),
        regions=_rows(counts, Dimension.REGION, [(code, region_name(code)) for code in REGIONS]),
        positions=_rows(counts, Dimension.POSITION, [(position.value, str(position.label)) for position in Position]),
    )


def _rows(counts: Counter[tuple[str, str]], dimension: Dimension, names: list[tuple[str, str]]) -> tuple[Total, ...]:
    counted = [(value, label, counts[dimension, value]) for value, label in names]
    if not_stated := counts[dimension, ""]:
        counted.append((NOT_STATED, _("Not stated"), not_stated))
    whole = sum(count for *_value, count in counted)
    return tuple(
        Total(value=value, label=label, count=count, percent=round(100 * count / whole) if whole else 0)
        for value, label, count in counted
    )
