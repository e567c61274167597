"""What the filters of a list offer, beside what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.queries.regional_grouping import Choice, grouping_choices, grouping_name
from comments.queries.filters import Filters
from comments.queries.totals import Total, Totals


@dataclass(frozen=True)
class Choices:
    """`groupings` are offered after the regions, where a page offers them. `query` is what is chosen, as part of an
    address; `notices` say which filters of the address were ignored."""

    groups: Sequence[Total]
    regions: Sequence[Total]
    group: str
    region: str
    query: str
    notices: tuple[str, ...]
    groupings: tuple[Choice, ...] = ()


def choices_of(filters: Filters, totals: Totals, *, groupings: Sequence[Choice] = ()) -> Choices:
    names = {"group": _("stakeholder group"), "region": _("region")}
    return Choices(
        groups=totals.groups,
        regions=totals.regions,
        group=filters.group,
        region=filters.region,
        query=filters.query,
        groupings=tuple(groupings or chosen_grouping(filters)),
        notices=tuple(
            _("There is no such %(name)s, so the list is not narrowed by it.") % {"name": names[name]}
            for name in filters.unknown
        ),
    )


def groupings_for(filters: Filters) -> list[Choice]:
    """All that are offered, and the one that is chosen also when it is retired. One query."""
    return grouping_choices(also=[filters.region])


def chosen_grouping(filters: Filters) -> list[Choice]:
    """The one that is chosen alone, for pages that offer none."""
    return [Choice(filters.region, grouping_name(filters.region))] if filters.countries else []
