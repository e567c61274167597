from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.enums import InvitationState, MembershipState, OrganisationState
from accounts.errors import AlreadyRepresents, DecidedAlready, EndedAlready, NotKnown, TooManyRequests
from accounts.facts import Facts
from accounts.limits import OPEN_REQUESTS
from accounts.models import Invitation, Membership, Organisation
from accounts.services.membership import (
    accept_request,
    ask_for_organisation,
    ask_to_speak,
    decline_request,
    end_membership,
)
from common.errors import NotAllowed
from common.models import AuditEntry, OutboxMail
from tests.factories import AdministratorFactory, MembershipFactory, OrganisationFactory, UserFactory, group

pytestmark = pytest.mark.django_db

ASKED, ACTIVE, ENDED = MembershipState.ASKED, MembershipState.ACTIVE, MembershipState.ENDED


@pytest.fixture(autouse=True)
def real_outbox(settings):
    settings.EMAIL_BACKEND = "common.mail.OutboxBackend"


def facts(**changed) -> Facts:
    return Facts(**{"name": "Open Net Kenya", "stakeholder_group": group(), "country": "KE", **changed})


def verbs() -> list[tuple[str, str]]:
    rows = AuditEntry.objects.order_by("id").values_list("subject_type", "verb")
    return [(kind.removeprefix("accounts."), verb) for kind, verb in rows]


def letters() -> list[tuple[str, str]]:
    return [(mail.to[0], mail.subject) for mail in OutboxMail.objects.order_by("id")]


def test_a_request_waits_and_gives_no_right():
    person, known = UserFactory(), OrganisationFactory()

    asked = ask_to_speak(by=person, organisation=known, note=" I am its director. ")

    asked.refresh_from_db()
    assert (asked.state, asked.request_note, asked.started_at) == (ASKED, "I am its director.", None)
    assert Membership.objects.active().count() == 0
    assert verbs() == [("membership", "asked")]


def test_a_new_organisation_waits_with_its_request():
    asked = ask_for_organisation(by=UserFactory(), facts=facts())

    assert asked.organisation.state == OrganisationState.ASKED
    assert verbs() == [("organisation", "asked"), ("membership", "asked")]


@pytest.mark.parametrize("state", [OrganisationState.ASKED, OrganisationState.DECLINED])
def test_one_can_only_ask_for_what_is_known(state):
    with pytest.raises(NotKnown):
        ask_to_speak(by=UserFactory(), organisation=OrganisationFactory(state=state))

    assert Membership.objects.count() == 0


@pytest.mark.parametrize(("state", "allowed"), [(None, True), (ASKED, False), (ACTIVE, False), (ENDED, True)], ids=str)
def test_one_asks_once_at_a_time(state, allowed):
    person, known = UserFactory(), OrganisationFactory()
    if state:
        ended_at = timezone.now() if state == ENDED else None
        MembershipFactory(organisation=known, user=person, state=state, ended_at=ended_at)

    if allowed:
        ask_to_speak(by=person, organisation=known)
    else:
        with pytest.raises(AlreadyRepresents):
            ask_to_speak(by=person, organisation=known)

    assert Membership.objects.standing().count() == 1


def test_requests_of_one_person_have_a_limit_and_nothing_is_half_done():
    person = UserFactory()
    for number in range(OPEN_REQUESTS):
        ask_for_organisation(by=person, facts=facts(name=f"Body {number}"))

    with pytest.raises(TooManyRequests):
        ask_for_organisation(by=person, facts=facts(name="One more"))

    assert Organisation.objects.count() == OPEN_REQUESTS


@pytest.mark.parametrize("changed", [{"is_active": False}, {"profile_completed_at": None}])
def test_who_asks_has_an_open_account_and_has_said_who_they_are(changed):
    with pytest.raises(NotAllowed):
        ask_for_organisation(by=UserFactory(**changed), facts=facts())

    assert Organisation.objects.count() == 0


def test_an_accepted_request_gives_the_right_takes_up_the_organisation_and_is_told():
    person = UserFactory(email="amina@example.org")
    asked = ask_for_organisation(by=person, facts=facts())

    accepted = accept_request(by=AdministratorFactory(), membership=asked)

    assert Membership.objects.active().get() == accepted
    assert (accepted.started_at is not None, accepted.organisation.state) == (True, OrganisationState.KNOWN)
    assert verbs()[2:] == [("organisation", "accepted"), ("membership", "accepted")]
    assert letters() == [("amina@example.org", "You may speak for Open Net Kenya")]


def test_a_declined_request_is_told_with_its_reason_and_the_new_organisation_declined():
    asked = ask_for_organisation(by=UserFactory(email="amina@example.org"), facts=facts())

    decline_request(by=AdministratorFactory(), membership=asked, reason="We could not reach you by phone.")

    asked.refresh_from_db()
    assert (asked.state, asked.organisation.state) == (ENDED, OrganisationState.DECLINED)
    assert letters() == [("amina@example.org", "Your request to speak for Open Net Kenya")]
    assert "We could not reach you by phone." in OutboxMail.objects.get().text
    assert "phone" not in str(list(AuditEntry.objects.values()))


def test_a_known_organisation_stays_known_when_a_request_is_declined():
    known = OrganisationFactory()

    decline_request(
        by=AdministratorFactory(), membership=MembershipFactory(organisation=known, state=ASKED), reason="No."
    )

    known.refresh_from_db()
    assert known.state == OrganisationState.KNOWN


@pytest.mark.parametrize("state", [ACTIVE, ENDED])
@pytest.mark.parametrize("decide", [accept_request, lambda **it: decline_request(reason="No.", **it)])
def test_a_request_is_decided_once(state, decide):
    membership = MembershipFactory(state=state, ended_at=timezone.now() if state == ENDED else None)

    with pytest.raises(DecidedAlready):
        decide(by=AdministratorFactory(), membership=membership)

    assert (verbs(), letters()) == ([], [])


def test_only_administrators_decide():
    membership = MembershipFactory(state=ASKED)

    for by in (membership.user, UserFactory(), MembershipFactory(organisation=membership.organisation).user):
        with pytest.raises(NotAllowed):
            accept_request(by=by, membership=membership)
        with pytest.raises(NotAllowed):
            decline_request(by=by, membership=membership, reason="No.")

    membership.refresh_from_db()
    assert membership.state == ASKED


def test_who_leaves_keeps_the_record_and_loses_the_right_and_their_open_invitations():
    membership = MembershipFactory()
    mine, others = (
        Invitation.objects.create(
            organisation=membership.organisation,
            email=f"{number}@example.org",
            token_digest=str(number),
            invited_by=by,
            expires_at=timezone.now() + timedelta(days=1),
        )
        for number, by in enumerate((membership.user, UserFactory()))
    )

    end_membership(by=membership.user, membership=membership)

    assert Membership.objects.active().count() == 0
    membership.refresh_from_db()
    assert (membership.state, membership.started_at is not None, membership.ended_at is not None) == (ENDED, True, True)
    mine.refresh_from_db()
    others.refresh_from_db()
    assert (mine.state, others.state) == (InvitationState.WITHDRAWN, InvitationState.WAITING)
    assert (verbs(), letters()) == ([("membership", "left")], [])
    with pytest.raises(EndedAlready):
        end_membership(by=membership.user, membership=membership)


def test_a_request_that_is_taken_back_takes_the_new_organisation_along():
    person = UserFactory()
    asked = ask_for_organisation(by=person, facts=facts())

    end_membership(by=person, membership=asked)

    asked.refresh_from_db()
    assert (asked.state, asked.organisation.state) == (ENDED, OrganisationState.DECLINED)


def test_an_administrator_ends_anothers_right_and_they_are_told():
    membership = MembershipFactory(user__email="amina@example.org", organisation__name="Open Net")

    with pytest.raises(NotAllowed):
        end_membership(by=MembershipFactory(organisation=membership.organisation).user, membership=membership)
    end_membership(by=AdministratorFactory(), membership=membership)

    assert letters() == [("amina@example.org", "You no longer speak for Open Net")]


def test_a_closed_account_is_not_written_to():
    membership = MembershipFactory(user__is_active=False)

    end_membership(by=AdministratorFactory(), membership=membership)

    assert letters() == []
