"""What the filters of a list offer, beside what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comments.queries.filters import Filters
from comments.queries.totals import Total, Totals


@dataclass(frozen=True)
class Choices:
    """`query` is what is chosen, as part of an address; `notices` say which filters of the address were ignored."""

    groups: Sequence[Total]
    regions: Sequence[Total]
    group: str
    region: str
    query: str
    notices: tuple[str, ...]


def choices_of(filters: Filters, totals: Totals) -> Choices:
    names = {"group": _("stakeholder group"), "region": _("region")}
    return Choices(
        groups=totals.groups,
        regions=totals.regions,
        group=filters.group,
        region=filters.region,
        query=filters.query,
        notices=tuple(
            _("There is no such %(name)s, so the list is not narrowed by it.") % {"name": names[name]}
            for name in filters.unknown
        ),
    )
