"""Groups of countries by their codes: regions of M49, groupings that others keep, and our own.

A code is all that is stored of one: with a round's audience, in the address of a filter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from accounts.countries import REGIONS, region_name
from accounts.countries.country import countries
from accounts.countries.groupings import groupings
from accounts.countries.m49 import REGION_NAMES
from accounts.models import RegionalGrouping


@dataclass(frozen=True)
class Choice:
    """One group of countries that may be chosen, with its name in the reader's language."""

    code: str
    name: str


def countries_of(code: str) -> frozenset[str]:
    """As `countries_in`, of one."""
    return countries_in([code])


def countries_in(codes: Iterable[str]) -> frozenset[str]:
    """The countries (ISO 3166-1 alpha-2) in any of these regions, subregions or intermediate regions of M49, and
    groupings, retired ones too. Nothing for a code that nobody knows; one query where a code may be of our own."""
    found: set[str] = set()
    rest = set()
    for code in codes:
        if code in REGION_NAMES:
            found.update(it.alpha2 for it in countries().values() if code in (it.region, it.subregion, it.intermediate))
        elif code in groupings():
            found |= groupings()[code].countries
        else:
            rest.add(code)
    return frozenset(found.union(*(it.countries for it in _own(rest).values())))


def grouping_names(codes: Iterable[str]) -> dict[str, str]:
    """By code, in the reader's language, without codes that nobody knows. One query where a code may be of our own."""
    known = {code: groupings()[code].name if code in groupings() else region_name(code) for code in codes}
    own = _own({code for code, name in known.items() if not name})
    return {code: name for code, name in known.items() if name} | {code: it.name for code, it in own.items()}


def grouping_name(code: str) -> str:
    """In the reader's language; "" for a code that nobody knows."""
    return grouping_names([code]).get(code, "")


def region_choices() -> list[Choice]:
    """The five regions of M49 by name."""
    return sorted((Choice(code, region_name(code)) for code in REGIONS), key=lambda it: it.name)


def grouping_choices(*, also: Iterable[str] = ()) -> list[Choice]:
    """The groupings that may be chosen: those that others keep, then ours in the secretariat's order. `also` are codes
    of retired ones to offer all the same, because they were chosen before. One query."""
    chosen = set(also)
    ours = [Choice(it.slug, it.name) for it in RegionalGrouping.objects.all() if it.is_offered or it.slug in chosen]
    return [Choice(it.code, it.name) for it in groupings().values()] + ours


@dataclass(frozen=True)
class Members:
    """A grouping with its countries (ISO 3166-1 alpha-2)."""

    code: str
    name: str
    countries: frozenset[str]
    is_offered: bool = True


def groupings_with_members() -> list[Members]:
    """Those that others keep, then ours in the secretariat's order, retired ones too. One query."""
    ours = RegionalGrouping.objects.all()
    return [Members(it.code, it.name, it.countries) for it in groupings().values()] + [
        Members(it.slug, it.name, frozenset(it.countries), is_offered=it.is_offered) for it in ours
    ]


def codes_by_country() -> dict[str, str]:
    """By country the codes of its groupings, joined with “; ”: those that others keep, then ours in the order in which
    they were made. Retired ones stay, as what was counted by them. One query."""
    ours = RegionalGrouping.objects.order_by("pk").values_list("slug", "countries")
    held = [*((it.code, sorted(it.countries)) for it in groupings().values()), *ours]
    codes: dict[str, list[str]] = {}
    for code, members in held:
        for country in members:
            codes.setdefault(country, []).append(code)
    return {country: "; ".join(codes[country]) for country in sorted(codes)}


def _own(codes: Collection[str]) -> dict[str, RegionalGrouping]:
    storable = [code for code in codes if "\x00" not in code]
    return {it.slug: it for it in RegionalGrouping.objects.filter(slug__in=storable)} if storable else {}
