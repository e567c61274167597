"""What administrators do with organisations. Merging two is in `comments`: what was said moves along."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationState
from accounts.errors import ChangedMeanwhile, NotKnown
from accounts.facts import Facts, check_facts, facts_of
from accounts.folding import folded
from accounts.models import Organisation, User
from accounts.permissions import can_administer
from common.enums import Verb
from common.errors import NotAllowed
from common.services.audit import record


@transaction.atomic
def make_organisation(*, by: User, facts: Facts) -> Organisation:
    """An organisation that people may speak for, not verified yet. Raises NotAllowed; ValueError as `check_facts`."""
    if not can_administer(by):
        raise NotAllowed(_("make organisations"))
    return store_organisation(by=by, facts=facts, state=OrganisationState.KNOWN)


@transaction.atomic
def change_organisation(*, by: User, organisation: Organisation, facts: Facts, seen: str) -> Organisation:
    """Change what an organisation says of itself. Comments keep the name, group and country of their day.

    `seen` is the fingerprint of the facts that the change was made from. Raises NotAllowed, ChangedMeanwhile where
    somebody else has changed them since; ValueError as `check_facts`.
    """
    if not can_administer(by):
        raise NotAllowed(_("change organisations"))
    check_facts(facts)
    organisation = locked_organisation(organisation)
    before = facts_of(organisation)
    if before == facts:
        return organisation
    if before.fingerprint != seen:
        raise ChangedMeanwhile
    write_facts(organisation, facts)
    organisation.save()
    record(by=by, verb=Verb.CHANGED, subject=organisation, before=before.as_text(), after=facts.as_text())
    return organisation


@transaction.atomic
def verify_organisation(*, by: User, organisation: Organisation, note: str) -> Organisation:
    """Say that the secretariat has made sure who this is; `note` says how and is for the secretariat.

    It speaks as verified from now on: what was posted before keeps the mark of its day. Once verified it stays so, from
    the day of the first time, and the note is replaced. Raises NotAllowed, NotKnown; ValueError without a note.
    """
    if not can_administer(by):
        raise NotAllowed(_("verify organisations"))
    if not note.strip():
        raise ValueError("A verification says how it was made.")
    organisation = locked_organisation(organisation)
    if organisation.state != OrganisationState.KNOWN:
        raise NotKnown
    first_time = organisation.verified_at is None
    if not first_time and organisation.verification_note == note.strip():
        return organisation
    organisation.verified_at = organisation.verified_at or timezone.now()
    organisation.verified_by, organisation.verification_note = by, note.strip()
    organisation.save(update_fields=["verified_at", "verified_by", "verification_note"])
    record(
        by=by,
        verb=Verb.VERIFIED if first_time else Verb.CHANGED,
        subject=organisation,
        after={"verified_at": organisation.verified_at, "verification_note": "changed"},
    )
    return organisation


@transaction.atomic
def withdraw_verification(*, by: User, organisation: Organisation, note: str) -> Organisation:
    """It speaks as not verified from now on; what was posted before keeps the mark of its day. `note` says why.

    Not verified already: nothing happens. Raises NotAllowed; ValueError without a note.
    """
    if not can_administer(by):
        raise NotAllowed(_("withdraw verifications"))
    if not note.strip():
        raise ValueError("Whoever withdraws a verification says why.")
    organisation = locked_organisation(organisation)
    if organisation.verified_at is None:
        return organisation
    before = organisation.verified_at
    organisation.verified_at, organisation.verified_by, organisation.verification_note = None, None, note.strip()
    organisation.save(update_fields=["verified_at", "verified_by", "verification_note"])
    record(by=by, verb=Verb.UNVERIFIED, subject=organisation, before={"verified_at": before})
    return organisation


def store_organisation(*, by: User, facts: Facts, state: OrganisationState) -> Organisation:
    """The row and its place in the record; the caller has checked who may."""
    check_facts(facts)
    organisation = Organisation(state=state)
    write_facts(organisation, facts)
    organisation.save()
    verb = Verb.ASKED if state is OrganisationState.ASKED else Verb.CREATED
    record(by=by, verb=verb, subject=organisation, after=facts.as_text())
    return organisation


def locked_organisation(organisation: Organisation) -> Organisation:
    """The row as it is now, held until the end of the transaction. Organisations are locked before memberships.

    Comments that name it may be posted meanwhile (no_key): they wait for the membership only.
    """
    locked = Organisation.objects.select_for_update(of=("self",), no_key=True).select_related("stakeholder_group")
    return locked.get(pk=organisation.pk)


def write_facts(organisation: Organisation, facts: Facts) -> None:
    organisation.name, organisation.short_name = facts.name.strip(), facts.short_name.strip()
    organisation.stakeholder_group, organisation.country = facts.stakeholder_group, facts.country
    organisation.register_number, organisation.website = facts.register_number.strip(), facts.website
    organisation.folded = folded(f"{facts.name} {facts.short_name}")
