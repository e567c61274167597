"""As whom a person may speak: for themselves, and for each organisation that they represent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import prefetch_related_objects

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
    if "_voices" not in user.__dict__:
        remember_voices([user])
    remembered: list[Voice] = user.__dict__["_voices"]
    return remembered


def remember_voices(people: Collection[User]) -> None:
    """Two queries for all of them; `voices_of` asks for none of them again."""
    prefetch_related_objects(list(people), "stakeholder_group")
    represented = defaultdict(list)
    active = Membership.objects.active().filter(user__in=people).select_related("organisation__stakeholder_group")
    for it in active.order_by("pk"):
        represented[it.user_id].append(
            Voice(
                group=it.organisation.stakeholder_group.slug,
                country=it.organisation.country,
                organisation_id=it.organisation_id,
            )
        )
    for person in people:
        group = person.stakeholder_group
        own = Voice(group=group.slug if group else "", country=person.country)
        person.__dict__["_voices"] = [own, *represented[person.pk]]
