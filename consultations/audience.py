"""Whom a round admits. Everybody may read; this is about who may comment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.countries import country
from accounts.models import StakeholderGroup
from accounts.queries.regional_grouping import countries_in
from accounts.voices import Voice
from consultations.enums import Audience
from consultations.models import Round

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Meant:
    """Whom an audience means, looked up once for however many voices. What is not stated is in no group and no
    region."""

    everyone: bool = False
    groups: frozenset[str] = NOBODY
    countries: frozenset[str] = NOBODY
    organisations: frozenset[str] = NOBODY

    def holds(self, voice: Voice) -> bool:
        return (
            self.everyone
            or voice.group in self.groups
            or voice.country in self.countries
            or str(voice.organisation_id) in self.organisations
        )


def meant_by(round: Round) -> Meant:
    """A group that was merged into another means that one, too. At most one query; of a round for everyone none."""
    codes = round.audience_codes
    match Audience(round.audience):
        case Audience.EVERYONE:
            return Meant(everyone=True)
        case Audience.GROUPS:
            return Meant(groups=_with_successors(codes))
        case Audience.REGIONS:
            places = {code for code in codes if country(code) is None}
            return Meant(countries=frozenset(codes) - places | countries_in(places))
        case Audience.ORGANISATIONS:
            return Meant(organisations=frozenset(codes))


def _with_successors(groups: Iterable[str]) -> frozenset[str]:
    """However often one was followed by the next."""
    successors = dict(StakeholderGroup.objects.values_list("slug", "successor__slug"))
    found: set[str] = set()
    for group in groups:
        step: str | None = group
        while step and step not in found:
            found.add(step)
            step = successors.get(step)
    return frozenset(found)
