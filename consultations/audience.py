"""Whom a round admits. Everybody may read; this is about who may comment."""

from __future__ import annotations

from accounts.models import StakeholderGroup
from accounts.queries.regional_grouping import countries_of
from accounts.voices import Voice
from consultations.enums import Audience
from consultations.models import Round


def admits(round: Round, voice: Voice) -> bool:
    """What is not stated is in no group and no region. A group that was merged into another admits that one, too."""
    codes = round.audience_codes
    match Audience(round.audience):
        case Audience.EVERYONE:
            return True
        case Audience.GROUPS:
            return voice.group in codes or _took_in_one_of(codes, voice.group)
        case Audience.REGIONS:
            return bool(voice.country) and any(
                voice.country == code or voice.country in countries_of(code) for code in codes
            )
        case Audience.ORGANISATIONS:
            return str(voice.organisation_id) in codes


def _took_in_one_of(codes: list[str], group: str) -> bool:
    return bool(group) and StakeholderGroup.objects.filter(slug__in=codes, successor__slug=group).exists()
