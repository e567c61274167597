"""Which comments a table holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.countries import NOT_STATED
from accounts.countries.m49 import REGION_NAMES
from accounts.queries.regional_grouping import codes_by_country
from digests.enums import Audience

# A filter's name is a column of the comment table; its values are codes: region and subregion in UN M49.
FILTERS = {
    "stakeholder_group": "g.slug",
    "country": "c.country",
    "region": "c.region",
    "subregion": "c.subregion",
    "language": "c.language",
    "channel": "c.channel",
    "kind": "c.kind",
    "position": "c.position",
    "status": "c.status",
    "attribution": "c.attribution",
}
PLACEHOLDER = "C-00000000"

# As `Round.objects.keeping_comments_at`; `greatest` passes over an absent time for late contributions.
SHOWN_TO_OTHERS = (
    "c.round_id NOT IN (SELECT id FROM consultations_round WHERE comments_shown = 'after-closing'"
    " AND greatest(closes_at, late_until) > now())"
)


class UnknownFilter(ValueError):
    """A filter that the comment table does not have."""


@dataclass(frozen=True)
class Selection:
    """The comments of one consultation: all rounds when none is named; within a filter any of its values, all filters
    together. `NOT_STATED` among a filter's values stands for comments without one."""

    consultation_id: int
    round_ids: tuple[int, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    audience: Audience = Audience.PUBLIC

    def __post_init__(self) -> None:
        if unknown := sorted(set(self.filters) - set(FILTERS)):
            raise UnknownFilter(", ".join(unknown))

    @property
    def condition(self) -> str:
        """The SQL after WHERE; a public table leaves out what nobody has decided on yet, and what its round keeps until
        it has closed."""
        parts = ["c.consultation_id = %(consultation)s"]
        if self.round_ids:
            parts.append("c.round_id = ANY(%(rounds)s)")
        if self.audience is Audience.PUBLIC:
            parts.append("c.status <> 'pending'")
            parts.append(SHOWN_TO_OTHERS)
        parts += [f"COALESCE({FILTERS[name]}, '') = ANY(%(only_{name})s)" for name in self.filters]
        return " AND ".join(parts)

    @property
    def parameters(self) -> dict[str, Any]:
        chosen = {
            f"only_{name}": ["" if value == NOT_STATED else value for value in values]
            for name, values in self.filters.items()
        }
        base = settings.BASE_URL.rstrip("/")
        return {
            "consultation": self.consultation_id,
            "rounds": list(self.round_ids),
            "comment_url": base + reverse("comment", args=[PLACEHOLDER]),
            "attachment_url": base + reverse("attachment", args=[PLACEHOLDER, 0]),
            "url_reference": PLACEHOLDER,
            "region_names": json.dumps(REGION_NAMES),
            "groupings": json.dumps(codes_by_country()),
            **chosen,
        }
