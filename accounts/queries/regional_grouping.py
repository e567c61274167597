"""Groups of countries by their codes: regions of M49, groupings that others keep, and our own.

A code is all that is stored of one: with a round's audience, in the address of a filter.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    """The countries (ISO 3166-1 alpha-2) in a region, subregion or intermediate region of M49, or in a grouping, also
    in a retired one. Nothing for a code that nobody knows; a query for our own groupings alone."""
    if code in REGION_NAMES:
        return frozenset(it.alpha2 for it in countries().values() if code in (it.region, it.subregion, it.intermediate))
    if code in groupings():
        return groupings()[code].countries
    own = _own(code)
    return frozenset(own.countries) if own else frozenset()


def grouping_name(code: str) -> str:
    """In the reader's language; "" for a code that nobody knows."""
    if code in groupings():
        return groupings()[code].name
    return region_name(code) or (own.name if (own := _own(code)) else "")


def region_choices() -> list[Choice]:
    """The five regions of M49 by name."""
    return sorted((Choice(code, region_name(code)) for code in REGIONS), key=lambda it: it.name)


def grouping_choices(*, also: Iterable[str] = ()) -> list[Choice]:
    """The groupings that may be chosen: those that others keep, then ours in the secretariat's order. `also` are codes
    of retired ones to offer all the same, because they were chosen before. One query."""
    chosen = set(also)
    ours = [Choice(it.slug, it.name) for it in RegionalGrouping.objects.all() if it.is_offered or it.slug in chosen]
    return [Choice(it.code, it.name) for it in groupings().values()] + ours


def _own(code: str) -> RegionalGrouping | None:
    return None if "\x00" in code else RegionalGrouping.objects.filter(slug=code).first()
