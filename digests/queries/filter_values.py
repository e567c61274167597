"""Which values a filter of the comment table can have."""

from __future__ import annotations

from collections.abc import Collection

from accounts.countries import NOT_STATED, all_countries
from accounts.countries.m49 import REGION_NAMES
from accounts.models import StakeholderGroup
from comments.enums import Attribution, Channel, Kind, Position, Status

ENUMERATED = {
    "channel": Channel,
    "kind": Kind,
    "position": Position,
    "status": Status,
    "attribution": Attribution,
}


def unknown_values(name: str, values: Collection[str]) -> list[str]:
    """Those of `values` that no comment can have in the column `name`, sorted. Any language tag may occur."""
    if name == "language":
        return []
    return sorted(set(values) - {NOT_STATED} - _known(name))


def _known(name: str) -> set[str]:
    if name == "stakeholder_group":
        return set(StakeholderGroup.objects.values_list("slug", flat=True))
    if name == "country":
        return {country.alpha2 for country in all_countries("en")}
    if name in {"region", "subregion"}:
        return set(REGION_NAMES)
    return set(ENUMERATED[name].values)
