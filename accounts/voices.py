"""As whom a person may speak: for themselves, and for each organisation that they represent."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from accounts.models import Membership, User


@dataclass(frozen=True, kw_only=True)
class Voice:
    """`group` is a stakeholder group's slug and `country` an ISO 3166-1 alpha-2 code; "" is not stated."""

    group: str = ""
    country: str = ""
    organisation_id: int | None = None


def voices_of(user: User | AnonymousUser) -> list[Voice]:
    """One's own first; a visitor has none. At most two queries, remembered on the person's object, which lives as long
    as one request."""
    if not user.is_authenticated:
        return []
    remembered: list[Voice] | None = user.__dict__.get("_voices")
    if remembered is None:
        group = user.stakeholder_group
        own = Voice(group=group.slug if group else "", country=user.country)
        active = Membership.objects.active().filter(user=user).select_related("organisation__stakeholder_group")
        represented = [
            Voice(
                group=it.organisation.stakeholder_group.slug,
                country=it.organisation.country,
                organisation_id=it.organisation_id,
            )
            for it in active
        ]
        remembered = user.__dict__["_voices"] = [own, *represented]
    return remembered
