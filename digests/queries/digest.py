"""What a digest is of and what it holds, in the reader's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.countries import NOT_STATED, country, region_name
from accounts.models import StakeholderGroup
from comments.enums import Attribution, Channel, Kind, Position, Status
from digests.models import Digest
from digests.tables.counts import COUNTED

LABELS: dict[str, str | Promise] = {
    "stakeholder_group": _("Stakeholder group"),
    "country": _("Country"),
    "region": _("Region"),
    "subregion": _("Sub-region"),
    "language": _("Language"),
    "channel": _("Channel"),
    "kind": _("Kind"),
    "position": _("Position"),
    "status": _("Status"),
    "attribution": _("Attribution"),
}
CHOICES = {"channel": Channel, "kind": Kind, "position": Position, "status": Status, "attribution": Attribution}


@dataclass(frozen=True)
class DescribedFilter:
    label: str
    values: tuple[str, ...]


def described_filters(digest: Digest) -> list[DescribedFilter]:
    return [
        DescribedFilter(str(LABELS[name]), tuple(_described(name, value) for value in values))
        for name, values in digest.filters.items()
    ]


def _described(name: str, value: str) -> str:
    """The name of a code, or the code where it has none."""
    if value == NOT_STATED:
        return region_name(NOT_STATED)
    names: dict[str, Callable[[str], str]] = {
        "stakeholder_group": _group_name,
        "country": lambda code: found.name if (found := country(code)) else "",
        "region": region_name,
        "subregion": region_name,
    }
    if name in CHOICES:
        return str(dict(CHOICES[name].choices).get(value, value))
    return names[name](value) or value if name in names else value


def _group_name(slug: str) -> str:
    group = StakeholderGroup.objects.filter(slug=slug).first()
    return group.name if group else ""


@dataclass(frozen=True)
class DescribedCount:
    label: str
    numbers: tuple[tuple[str, int], ...]


def described_counts(digest: Digest) -> list[DescribedCount]:
    """A finished digest's counts, the largest first and what is not stated last; none of one that is not finished."""
    if not digest.manifest:
        return []
    counts = digest.manifest["counts"]
    return [DescribedCount(str(LABELS[name]), _numbers(name, counts[name])) for name in COUNTED]


def _numbers(name: str, counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    ordered = sorted(counts.items(), key=lambda counted: (counted[0] == NOT_STATED, -counted[1]))
    return tuple((_described(name, value), number) for value, number in ordered)
