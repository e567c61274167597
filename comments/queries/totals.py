"""How many published comments, by group, by region and by position: read from the tallies, never counted on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.countries import NOT_STATED, REGIONS, region_name
from accounts.models import StakeholderGroup, User
from accounts.queries.regional_grouping import Members, groupings_with_members
from accounts.reader_kind import ReaderKind
from comments.enums import Dimension, Place, Position
from comments.models import Tally
from common.prepared import Given, Prepared
from consultations.models import Draft, Provision, Round

WHO_TOOK_A_POSITION = {Dimension.GROUP: Dimension.GROUP_POSITION, Dimension.REGION: Dimension.REGION_POSITION}
BY_COUNTRY = (Dimension.COUNTRY, Dimension.COUNTRY_POSITION)
"""There are many of them, so they are read only where groupings are shown."""
Counts = Mapping[tuple[str, str], int]
Summed = tuple[str, str, int]
"""A dimension, a value in it, and its count."""


@dataclass(frozen=True)
class Total:
    """One row: `value` is what a filter takes (a slug, an M49 code, NOT_STATED) or a position. `parts` are the counts
    of first comments by position, in the order of `Position`; () where that is not known."""

    value: str
    label: str
    count: int
    percent: int
    parts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Totals:
    """`groups` and `regions` name everything that may be chosen, also with 0: who is silent is to be seen. “Not stated”
    comes last, and only where it counts something. `positions` counts first comments only. `groupings` are there where
    they were asked for; a country may stand in several or in none, so they do not add up."""

    count: int
    groups: tuple[Total, ...]
    regions: tuple[Total, ...]
    positions: tuple[Total, ...]
    groupings: tuple[Total, ...] = ()


def round_totals(
    rounds: Iterable[Round], *, user: User | AnonymousUser, at_desk: bool = False, by_grouping: bool = False
) -> Totals:
    """Of rounds as a whole, each comment once; who took which position among them. The desk shows the whole team what
    rounds count that keep their comments until they have closed. `by_grouping` costs a query more."""
    tallies = (Tally.objects.all() if at_desk else Tally.objects.visible_to(user)).filter(round__in=list(rounds))
    if not by_grouping:
        tallies = tallies.exclude(dimension__in=BY_COUNTRY)
    counts = _counts(_summed(tallies.filter(place=Place.ROUND)))
    totals = _totals(counts, parted=True)
    return replace(totals, groupings=_by_grouping(counts)) if by_grouping else totals


def place_totals(
    *, user: User | AnonymousUser, draft: Draft, provision: Provision | None = None, round: Round | None = None
) -> Totals:
    """Of the threads on a provision, or on the whole draft without one; of one round, or of all on the draft."""
    prepared = _tallies_at(ReaderKind.of(user), on_provision=provision is not None, of_round=round is not None)
    place = {"draft": draft.pk, "provision": provision.pk if provision else None, "round": round.pk if round else None}
    return _totals(_counts(prepared.rows(reader=user.pk, now=timezone.now(), **place)), parted=False)


@cache
def _tallies_at(kind: ReaderKind, *, on_provision: bool, of_round: bool) -> Prepared[Summed]:
    tallies = Tally.objects.visible_to(kind.anyone, Given("now"))
    if on_provision:
        tallies = tallies.filter(place=Place.PROVISION, provision=Given("provision"))
    else:
        tallies = tallies.filter(place=Place.DRAFT)
    rounds = Round.objects.filter(pk=Given("round")) if of_round else Round.objects.filter(draft=Given("draft"))
    return Prepared(_summed(tallies.filter(round__in=rounds)))


def _summed(tallies: QuerySet[Tally]) -> QuerySet[Tally, Summed]:
    return tallies.values_list("dimension", "value").annotate(Sum("count"))


def _counts(rows: Iterable[Summed]) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for dimension, value, count in rows:
        counts[dimension, value] += count
    return counts


def _by_grouping(counts: Counter[tuple[str, str]]) -> tuple[Total, ...]:
    """In their order; shares are of all comments. Retired ones are gone: nobody has said anything under their names."""
    whole = counts[Dimension.ALL, ""]
    return tuple(_grouping(it, counts, whole=whole) for it in groupings_with_members() if it.is_offered)


def _grouping(grouping: Members, counts: Counter[tuple[str, str]], *, whole: int) -> Total:
    def taken(dimension: Dimension, before: str = "") -> int:
        return sum(counts[dimension, before + country] for country in grouping.countries)

    count = taken(Dimension.COUNTRY)
    return Total(
        value=grouping.code,
        label=grouping.name,
        count=count,
        percent=round(100 * count / whole) if whole else 0,
        parts=tuple(taken(Dimension.COUNTRY_POSITION, f"{position}:") for position in Position),
    )


def _totals(counts: Counter[tuple[str, str]], *, parted: bool) -> Totals:
    groups = {group.slug: group for group in StakeholderGroup.objects.all()}
    regions = sorted(((code, region_name(code)) for code in REGIONS), key=lambda region: region[1])
    offered = [group for group in groups.values() if not group.retired_at or counts[Dimension.GROUP, group.slug]]
    return Totals(
        count=counts[Dimension.ALL, ""],
        groups=_rows(counts, Dimension.GROUP, [(group.slug, group.name) for group in offered], parted=parted),
        regions=_rows(counts, Dimension.REGION, regions, parted=parted),
        positions=_rows(counts, Dimension.POSITION, [(position.value, str(position.label)) for position in Position]),
    )


def _rows(
    counts: Counter[tuple[str, str]], dimension: Dimension, names: list[tuple[str, str]], *, parted: bool = False
) -> tuple[Total, ...]:
    offered = [(value, value, label) for value, label in names]
    if counts[dimension, ""]:
        offered.append(("", NOT_STATED, _("Not stated")))
    whole = sum(counts[dimension, key] for key, *_named in offered)
    return tuple(
        Total(
            value=value,
            label=label,
            count=counts[dimension, key],
            percent=round(100 * counts[dimension, key] / whole) if whole else 0,
            parts=_parts(counts, dimension, key) if parted else (),
        )
        for key, value, label in offered
    )


def _parts(counts: Counts, dimension: Dimension, key: str) -> tuple[int, ...]:
    return tuple(counts[WHO_TOOK_A_POSITION[dimension], f"{position}:{key}"] for position in Position)
