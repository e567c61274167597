"""The filters of every list of comments: by stakeholder group and by region."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from accounts.countries import NOT_STATED, REGIONS
from accounts.countries.m49 import REGION_NAMES
from accounts.models import StakeholderGroup
from accounts.queries.regional_grouping import countries_of


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to. `group` is a group's slug, `region` an M49 code of a top region or the code of a
    grouping, whose `countries` stand beside it; either may be NOT_STATED, and "" does not narrow. `unknown` names the
    filters whose value nobody knows: they were ignored, and the page says so."""

    group: str = ""
    region: str = ""
    group_id: int | None = None
    unknown: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()

    @classmethod
    def read(cls, params: QueryDict) -> Filters:
        """From an address such as `?group=academia&region=002`; retired groups and groupings are known. A query for the
        group, and one for a grouping of ours."""
        group, region = params.get("group", ""), params.get("region", "")
        group_id = _group_id(group)
        known_group = not group or group == NOT_STATED or group_id is not None
        countries = _countries_of(region)
        known_region = not region or region == NOT_STATED or region in REGIONS or bool(countries)
        unknown = [name for name, known in (("group", known_group), ("region", known_region)) if not known]
        return cls(
            group=group if known_group else "",
            region=region if known_region else "",
            group_id=group_id,
            unknown=tuple(unknown),
            countries=countries,
        )

    @property
    def narrow(self) -> bool:
        return bool(self.group or self.region)

    @property
    def query(self) -> str:
        """As part of an address, for links to further pages of the list."""
        return urlencode({name: value for name, value in (("group", self.group), ("region", self.region)) if value})

    def condition(self, prefix: str = "") -> Q:
        """On comments, or on what leads to one by `prefix` (such as "comment__")."""
        condition = Q()
        if self.group == NOT_STATED:
            condition &= Q(**{f"{prefix}stakeholder_group__isnull": True})
        elif self.group:
            condition &= Q(**{f"{prefix}stakeholder_group": self.group_id})
        if self.countries:
            condition &= Q(**{f"{prefix}country__in": self.countries})
        elif self.region:
            condition &= Q(**{f"{prefix}region": "" if self.region == NOT_STATED else self.region})
        return condition


def _countries_of(code: str) -> tuple[str, ...]:
    """Of a grouping; comments carry the regions of M49 themselves."""
    if not code or code == NOT_STATED or code in REGION_NAMES:
        return ()
    return tuple(sorted(countries_of(code)))


def _group_id(slug: str) -> int | None:
    if not slug or slug == NOT_STATED or "\x00" in slug:
        return None
    return StakeholderGroup.objects.filter(slug=slug).values_list("pk", flat=True).first()
