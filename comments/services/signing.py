"""Who speaks, for whom and from where: what a comment, or a set of answers, keeps of its day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from accounts.models import Membership, Organisation, StakeholderGroup, User
from accounts.permissions import can_speak_for
from accounts.queries.membership import organisations_of
from comments.contributors import organisation_key, person_key
from comments.errors import SpeaksForItNoLonger
from comments.services.insertion import Entry


@dataclass(frozen=True, kw_only=True)
class Signature:
    """The tags of this moment; `contributor_key` is the verified organisation's, else the person's."""

    author: User
    author_name: str
    contributor_key: str
    stakeholder_group: StakeholderGroup | None
    country: str
    organisation: Organisation | None = None
    organisation_name: str = ""
    organisation_verified: bool = False
    organisation_verified_at: datetime | None = None


def signed(entry: Entry, *, author: User, speaking_for: Organisation | None) -> Entry:
    """The entry with its author's tags of this moment. Raises SpeaksForItNoLonger."""
    return replace(entry, **vars(signature_of(author, speaking_for)))


def signature_of(author: User, speaking_for: Organisation | None) -> Signature:
    """Who speaks for an organisation speaks from its group and country; once it is verified, it is the contributor. The
    membership is held until the end of the transaction: leaving and merging come before or after, never in between.
    Who speaks for nobody may have stated an organisation in the profile; it stands as not verified. Representatives,
    who have the choice, do not: they said “myself”. Raises SpeaksForItNoLonger.
    """
    if speaking_for is None:
        stated = author.organisation_name
        return Signature(
            author=author,
            author_name=author.name,
            contributor_key=person_key(author.pk),
            organisation_name="" if stated and organisations_of(author) else stated,
            stakeholder_group=author.stakeholder_group,
            country=author.country,
        )
    held = Membership.objects.active().filter(user=author, organisation=speaking_for.pk).select_for_update(of=("self",))
    membership = held.select_related("organisation__stakeholder_group").first()
    if membership is None or not can_speak_for(author, membership):
        raise SpeaksForItNoLonger(speaking_for.name)
    organisation = membership.organisation
    return Signature(
        author=author,
        author_name=author.name,
        contributor_key=organisation_key(organisation.pk) if organisation.is_verified else person_key(author.pk),
        organisation=organisation,
        organisation_name=organisation.name,
        organisation_verified=organisation.is_verified,
        organisation_verified_at=organisation.verified_at,
        stakeholder_group=organisation.stakeholder_group,
        country=organisation.country,
    )
