"""The audiences of rounds by name."""

from __future__ import annotations

from collections.abc import Sequence

from accounts.countries import country
from accounts.models import Organisation, StakeholderGroup
from accounts.queries.regional_grouping import grouping_name
from consultations.enums import Audience
from consultations.models import Round


def audience_names(rounds: Sequence[Round]) -> dict[int, list[str]]:
    """Whom each round admits, in the reader's language, by the round's key; nothing where it admits everyone.

    A query for all groups and one for all organisations, where a round is for them; one for each grouping of ours.
    """
    groups = _codes(rounds, Audience.GROUPS)
    invited = _codes(rounds, Audience.ORGANISATIONS)
    names = {code: _name_of_place(code) for code in _codes(rounds, Audience.REGIONS)}
    if groups:
        names |= {it.slug: it.name for it in StakeholderGroup.objects.filter(slug__in=groups)}
    if invited:
        names |= {str(it.pk): it.name for it in Organisation.objects.filter(pk__in=invited)}
    return {it.pk: sorted(names.get(code, code) for code in it.audience_codes) for it in rounds}


def _codes(rounds: Sequence[Round], audience: Audience) -> set[str]:
    return {code for it in rounds if it.audience == audience for code in it.audience_codes}


def _name_of_place(code: str) -> str:
    found = country(code)
    return found.name if found else grouping_name(code) or code
