"""Who speaks, for whom and from where: what a comment keeps of its day."""

from __future__ import annotations

from dataclasses import replace

from accounts.models import Membership, Organisation, User
from accounts.permissions import can_speak_for
from comments.contributors import organisation_key
from comments.errors import SpeaksForItNoLonger
from comments.services.insertion import Entry


def signed(entry: Entry, *, author: User, speaking_for: Organisation | None) -> Entry:
    """The entry with its author's tags of this moment; it comes with the author as its contributor.

    Who speaks for an organisation speaks from its group and country; once it is verified, it is the contributor. Its
    membership is held until the end of the transaction: leaving and merging come before or after, never in between.
    Who speaks for nobody may have stated an organisation in the profile; it stands as not verified. Representatives,
    who have the choice, do not: they said “myself”. Raises SpeaksForItNoLonger.
    """
    entry = replace(entry, author=author, author_name=author.name)
    active = Membership.objects.active().filter(user=author)
    if speaking_for is None:
        stated = author.organisation_name
        return replace(
            entry,
            organisation_name="" if stated and active.exists() else stated,
            stakeholder_group=author.stakeholder_group,
            country=author.country,
        )
    held = active.filter(organisation=speaking_for.pk).select_for_update(of=("self",))
    membership = held.select_related("organisation__stakeholder_group").first()
    if membership is None or not can_speak_for(author, membership):
        raise SpeaksForItNoLonger(speaking_for.name)
    organisation = membership.organisation
    return replace(
        entry,
        contributor_key=organisation_key(organisation.pk) if organisation.is_verified else entry.contributor_key,
        organisation=organisation,
        organisation_name=organisation.name,
        organisation_verified=organisation.is_verified,
        organisation_verified_at=organisation.verified_at,
        stakeholder_group=organisation.stakeholder_group,
        country=organisation.country,
    )
