"""The audiences of rounds by name."""

from __future__ import annotations

from collections.abc import Sequence

from accounts.countries import country
from accounts.models import Organisation, StakeholderGroup
from accounts.queries.regional_grouping import grouping_names
from consultations.enums import Audience
from consultations.models import Round


def audience_names(rounds: Sequence[Round]) -> dict[int, list[str]]:
    """Whom each round admits, in the reader's language, by the round's key; nothing where it admits everyone.

    A query for all groups, one for all groupings of ours and one for all organisations, where a round is for them.
    """
    groups = _codes(rounds, Audience.GROUPS)
    invited = _codes(rounds, Audience.ORGANISATIONS)
    names = _names_of_places(_codes(rounds, Audience.REGIONS))
    if groups:
        names |= {it.slug: it.name for it in StakeholderGroup.objects.filter(slug__in=groups)}
    if invited:
        names |= {str(it.pk): it.name for it in Organisation.objects.filter(pk__in=invited)}
    return {it.pk: sorted(names.get(code, code) for code in it.audience_codes) for it in rounds}


def _codes(rounds: Sequence[Round], audience: Audience) -> set[str]:
    return {code for it in rounds if it.audience == audience for code in it.audience_codes}


def _names_of_places(codes: set[str]) -> dict[str, str]:
    found = {code: place.name for code in codes if (place := country(code))}
    return found | grouping_names(codes - found.keys())
