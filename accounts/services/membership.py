"""The right to speak for an organisation: asked for, decided, ended.

Locks are taken in one order by everybody: organisation, then membership, then invitation.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import InvitationState, MembershipState, OrganisationState
from accounts.errors import AlreadyRepresents, DecidedAlready, EndedAlready, NotKnown, TooManyRequests
from accounts.facts import Facts
from accounts.limits import NOTE, OPEN_REQUESTS
from accounts.models import Invitation, Membership, Organisation, User
from accounts.permissions import can_administer, can_ask_for_organisations, can_end_membership
from accounts.services.organisation import locked_organisation, store_organisation
from accounts.services.organisation_letter import tell_decision, tell_ended
from common.enums import Verb
from common.errors import NotAllowed
from common.services.audit import record


@transaction.atomic
def ask_to_speak(*, by: User, organisation: Organisation, note: str = "") -> Membership:
    """Ask the secretariat to speak for an organisation that it knows. `note` tells it why it should believe that.

    Raises NotAllowed, NotKnown, AlreadyRepresents, TooManyRequests.
    """
    organisation = locked_organisation(organisation)
    if organisation.state != OrganisationState.KNOWN:
        raise NotKnown
    return _request(by, organisation, note)


@transaction.atomic
def ask_for_organisation(*, by: User, facts: Facts, note: str = "") -> Membership:
    """Ask the secretariat to take up an organisation, and to speak for it. Both wait for one decision.

    Raises NotAllowed, TooManyRequests; ValueError as `check_facts`.
    """
    if not can_ask_for_organisations(by):
        raise NotAllowed(_("ask to speak for an organisation"))
    organisation = store_organisation(by=by, facts=facts, state=OrganisationState.ASKED)
    return _request(by, organisation, note)


@transaction.atomic
def accept_request(*, by: User, membership: Membership) -> Membership:
    """From now on the person may speak for the organisation, which is known if it was only asked for. They are told.

    Raises NotAllowed, and DecidedAlready where it was decided or taken back meanwhile.
    """
    if not can_administer(by):
        raise NotAllowed(_("decide on requests"))
    membership = _locked_request(membership)
    organisation = membership.organisation
    if organisation.state == OrganisationState.ASKED:
        organisation.state = OrganisationState.KNOWN
        organisation.save(update_fields=["state"])
        record(by=by, verb=Verb.ACCEPTED, subject=organisation)
    if organisation.state != OrganisationState.KNOWN:
        raise NotKnown
    membership.state, membership.started_at = MembershipState.ACTIVE, timezone.now()
    membership.save(update_fields=["state", "started_at"])
    record(by=by, verb=Verb.ACCEPTED, subject=membership)
    tell_decision(membership, accepted=True)
    return membership


@transaction.atomic
def decline_request(*, by: User, membership: Membership, reason: str) -> Membership:
    """The person may not speak for the organisation and is told why in the words of `reason`.

    An organisation that was only asked for, and that nobody else waits for, is declined with it. Raises NotAllowed,
    DecidedAlready; ValueError without a reason.
    """
    if not can_administer(by):
        raise NotAllowed(_("decide on requests"))
    if not reason.strip():
        raise ValueError("Whoever declines says why.")
    membership = _locked_request(membership)
    _end(membership)
    record(by=by, verb=Verb.DECLINED, subject=membership)
    organisation = membership.organisation
    if organisation.state == OrganisationState.ASKED:
        _drop(organisation, by=by, verb=Verb.DECLINED)
    tell_decision(membership, accepted=False, reason=reason.strip())
    return membership


@transaction.atomic
def end_membership(*, by: User, membership: Membership) -> Membership:
    """Leave the organisation, or take back the request; an administrator does it for another, who is told.

    The right ends at once and what was said stays. Invitations that the person sent and nobody has used are withdrawn.
    Raises NotAllowed, EndedAlready.
    """
    if not can_end_membership(by, membership):
        raise NotAllowed(_("end somebody else's right to speak"))
    locked_organisation(membership.organisation)
    membership = _locked(membership)
    if membership.state == MembershipState.ENDED:
        raise EndedAlready
    was_asked = membership.state == MembershipState.ASKED
    _end(membership)
    record(by=by, verb=Verb.CANCELLED if was_asked else Verb.LEFT, subject=membership)
    _withdraw_invitations_of(membership)
    organisation = membership.organisation
    if organisation.state == OrganisationState.ASKED:
        _drop(organisation, by=by, verb=Verb.CANCELLED)
    if by.pk != membership.user_id:
        tell_ended(membership)
    return membership


def _request(by: User, organisation: Organisation, note: str) -> Membership:
    if not can_ask_for_organisations(by):
        raise NotAllowed(_("ask to speak for an organisation"))
    if len(note) > NOTE:
        raise ValueError("The note is too long.")
    User.objects.select_for_update(of=("self",), no_key=True).get(
        pk=by.pk
    )  # the person's own requests are counted one by one
    standing = Membership.objects.standing().filter(user=by)
    if standing.filter(organisation=organisation).exists():
        raise AlreadyRepresents
    if standing.filter(state=MembershipState.ASKED).count() >= OPEN_REQUESTS:
        raise TooManyRequests(OPEN_REQUESTS)
    membership = Membership.objects.create(organisation=organisation, user=by, request_note=note.strip())
    record(by=by, verb=Verb.ASKED, subject=membership)
    return membership


def _locked_request(membership: Membership) -> Membership:
    locked_organisation(membership.organisation)
    membership = _locked(membership)
    if membership.state != MembershipState.ASKED:
        raise DecidedAlready
    return membership


def _locked(membership: Membership) -> Membership:
    locked = Membership.objects.select_for_update(of=("self",)).select_related("organisation", "user")
    return locked.get(pk=membership.pk)


def _end(membership: Membership) -> None:
    membership.state, membership.ended_at = MembershipState.ENDED, timezone.now()
    membership.save(update_fields=["state", "ended_at"])


def _drop(organisation: Organisation, *, by: User, verb: Verb) -> None:
    """An organisation that was asked for and that nobody waits for any more."""
    if Membership.objects.standing().filter(organisation=organisation).exists():
        return
    organisation.state = OrganisationState.DECLINED
    organisation.save(update_fields=["state"])
    record(by=by, verb=verb, subject=organisation)


def _withdraw_invitations_of(membership: Membership) -> None:
    sent = Invitation.objects.filter(
        organisation=membership.organisation_id, invited_by=membership.user_id, state=InvitationState.WAITING
    )
    sent.update(state=InvitationState.WITHDRAWN, ended_at=timezone.now())
