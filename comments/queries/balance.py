"""Stakeholder groups by regions: how many contributors each has, and who is missing."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.countries import NOT_STATED, REGIONS, region_name
from accounts.models import StakeholderGroup
from comments.queries.participant_filters import ParticipantFilters
from comments.queries.participants import counts_by_group_and_region
from consultations.models import Consultation


@dataclass(frozen=True)
class Cell:
    """`group` and `region` are what a filter takes."""

    group: str
    region: str
    count: int


@dataclass(frozen=True)
class GroupRow:
    """`group` is None where none was stated."""

    group: StakeholderGroup | None
    cells: tuple[Cell, ...]

    @property
    def count(self) -> int:
        """How many cells' contributors there are; who spoke from two regions counts in both."""
        return sum(cell.count for cell in self.cells)

    @property
    def value(self) -> str:
        return self.group.slug if self.group else NOT_STATED


@dataclass(frozen=True)
class Balance:
    """`regions` are (value of the filter, name), the heads of the columns. Everything that may be chosen is there, also
    with 0; “not stated” comes last, and only where it counts something."""

    regions: tuple[tuple[str, str], ...]
    rows: tuple[GroupRow, ...]

    @property
    def silent(self) -> tuple[StakeholderGroup, ...]:
        """Groups from which nobody spoke."""
        return tuple(row.group for row in self.rows if row.group and not row.count)


def balance_of(consultation: Consultation, filters: ParticipantFilters) -> Balance:
    """Three queries."""
    counts = counts_by_group_and_region(consultation, filters)
    heard = {group for group, _region in counts}
    groups = [group for group in StakeholderGroup.objects.all() if not group.retired_at or group.slug in heard]
    regions = sorted(((code, code, region_name(code)) for code in REGIONS), key=lambda region: region[2])
    if any(not region for _group, region in counts):
        regions.append(("", NOT_STATED, _("Not stated")))
    shown: list[StakeholderGroup | None] = [*groups, None] if "" in heard else [*groups]
    rows = tuple(
        GroupRow(
            group,
            tuple(
                Cell(group.slug if group else NOT_STATED, value, counts.get((group.slug if group else "", key), 0))
                for key, value, _name in regions
            ),
        )
        for group in shown
    )
    return Balance(regions=tuple((value, name) for _key, value, name in regions), rows=rows)
