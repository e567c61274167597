import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.enums import InvitationState, MembershipState, OrganisationState
from accounts.errors import (
    ColleagueAlready,
    InvitationNotOpen,
    InvitedAlready,
    InvitedAnother,
    InvitesOneself,
    TooManyInvitations,
    WantsNoInvitations,
)
from accounts.limits import INVITATIONS_A_DAY
from accounts.models import Invitation, Membership, Organisation
from accounts.services.invitation import (
    accept_invitation,
    invite,
    refuse_invitations,
    withdraw_invitation,
)
from accounts.services.membership import end_membership
from common.errors import NotAllowed
from common.models import AuditEntry, OutboxMail
from common.tokens import digest_of
from tests.factories import AdministratorFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

COLLEAGUE = "juma@example.org"


@pytest.fixture(autouse=True)
def real_outbox(settings):
    settings.EMAIL_BACKEND = "common.mail.OutboxBackend"


@pytest.fixture
def membership() -> Membership:
    return MembershipFactory(user__email="amina@example.org", user__name="Amina", organisation__name="Open Net")


def invited(membership: Membership, email: str = COLLEAGUE) -> Invitation:
    return invite(by=membership.user, membership=membership, email=email)


def test_an_invitation_is_a_letter_whose_token_is_nowhere_in_the_database(membership):
    invitation = invited(membership)

    letter = OutboxMail.objects.get()
    token = re.search(r"/invitations/([\w-]{43})/$", letter.text, re.MULTILINE)[1]
    assert (letter.to, letter.subject) == ([COLLEAGUE], "Amina invites you to speak for Open Net")
    assert f"/invitations/{token}/refuse/" in letter.text
    assert invitation.token_digest == digest_of(token)
    assert token not in str(list(Invitation.objects.values())) + str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(("reader", "inviting"), [("fr", "ru"), (None, "fr")])
def test_the_letter_is_in_the_readers_language_else_in_the_inviting_persons(membership, reader, inviting):
    """Seen in the name of the month, which Django translates."""
    membership.user.language = inviting
    membership.user.save()
    if reader:
        UserFactory(email=COLLEAGUE, language=reader)

    until = invited(membership).expires_at

    with translation.override("fr"):
        assert date_format(until, "j F Y") in OutboxMail.objects.get().text


@pytest.mark.parametrize(
    ("state", "organisation_state"),
    [
        (MembershipState.ASKED, OrganisationState.KNOWN),
        (MembershipState.ENDED, OrganisationState.KNOWN),
        (MembershipState.ACTIVE, OrganisationState.DECLINED),
    ],
)
def test_only_an_active_membership_lets_one_invite(membership, state, organisation_state):
    ended_at = timezone.now() if state == MembershipState.ENDED else None
    Membership.objects.update(state=state, ended_at=ended_at)
    Organisation.objects.update(state=organisation_state)

    with pytest.raises(NotAllowed):
        invited(membership)
    with pytest.raises(NotAllowed):
        invite(by=AdministratorFactory(), membership=membership, email=COLLEAGUE)

    assert (Invitation.objects.count(), OutboxMail.objects.count()) == (0, 0)


@pytest.mark.parametrize("address", ["amina@example.org", " AMINA@example.org", "second@example.org"])
def test_nobody_invites_oneself(membership, address):
    EmailAddress.objects.create(user=membership.user, email="second@example.org", verified=True)

    with pytest.raises(InvitesOneself):
        invited(membership, address)

    assert (Invitation.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_a_colleague_is_not_invited_again(membership):
    MembershipFactory(organisation=membership.organisation, user__email=COLLEAGUE)

    with pytest.raises(ColleagueAlready):
        invited(membership, COLLEAGUE.upper())


def test_one_invitation_at_a_time_and_a_new_one_when_its_time_is_over(membership):
    first = invited(membership)
    with pytest.raises(InvitedAlready):
        invited(membership, COLLEAGUE.upper())
    Invitation.objects.update(expires_at=timezone.now())

    second = invited(membership)

    first.refresh_from_db()
    assert (first.state, second.state) == (InvitationState.WITHDRAWN, InvitationState.WAITING)
    assert OutboxMail.objects.count() == 2


def test_who_refused_is_never_written_to_again_by_any_organisation(membership):
    first = invited(membership)
    refuse_invitations(invitation=first)
    refuse_invitations(invitation=first)

    with pytest.raises(WantsNoInvitations):
        invited(MembershipFactory(), COLLEAGUE.title())

    first.refresh_from_db()
    assert first.state == InvitationState.WITHDRAWN
    assert OutboxMail.objects.count() == 1


def test_invitations_of_a_day_have_a_limit(membership):
    for number in range(INVITATIONS_A_DAY):
        invited(membership, f"{number}@example.org")

    with pytest.raises(TooManyInvitations):
        invited(membership)

    assert Invitation.objects.count() == INVITATIONS_A_DAY


@pytest.mark.parametrize("before", [None, MembershipState.ASKED, MembershipState.ENDED], ids=str)
def test_who_accepts_may_speak_and_twice_is_once(membership, before):
    invitation, person = invited(membership), UserFactory(email=COLLEAGUE)
    if before:
        ended_at = timezone.now() if before == MembershipState.ENDED else None
        MembershipFactory(organisation=membership.organisation, user=person, state=before, ended_at=ended_at)

    first = accept_invitation(by=person, invitation=invitation)
    again = accept_invitation(by=person, invitation=invitation)

    assert first == again == Membership.objects.active().get(user=person)
    invitation.refresh_from_db()
    assert (invitation.state, invitation.accepted_by) == (InvitationState.ACCEPTED, person)
    assert [verb for verb in AuditEntry.objects.values_list("verb", flat=True) if verb == "joined"] == ["joined"]


@pytest.mark.parametrize("confirmed", [None, False])
def test_an_invitation_is_for_a_confirmed_address_only(membership, confirmed):
    invitation, stranger = invited(membership), UserFactory()
    if confirmed is not None:
        EmailAddress.objects.create(user=stranger, email=COLLEAGUE, verified=confirmed)

    with pytest.raises(InvitedAnother) as refusal:
        accept_invitation(by=stranger, invitation=invitation)

    assert COLLEAGUE not in str(refusal.value.message)
    assert not Membership.objects.filter(user=stranger).exists()


@pytest.mark.parametrize("what", ["expired", "withdrawn", "used", "inviting person left", "organisation declined"])
def test_a_link_that_is_over_gives_nothing(membership, what):
    invitation, person = invited(membership), UserFactory(email=COLLEAGUE)
    match what:
        case "expired":
            Invitation.objects.update(expires_at=timezone.now())
        case "withdrawn":
            withdraw_invitation(by=membership.user, invitation=invitation)
        case "used":
            now = timezone.now()
            Invitation.objects.update(state=InvitationState.ACCEPTED, ended_at=now, accepted_by=UserFactory())
        case "inviting person left":
            end_membership(by=membership.user, membership=membership)
        case "organisation declined":
            Organisation.objects.update(state=OrganisationState.DECLINED)

    with pytest.raises(InvitationNotOpen):
        accept_invitation(by=person, invitation=invitation)

    assert not Membership.objects.filter(user=person).exists()


def test_who_left_does_not_come_back_by_the_used_link(membership):
    invitation, person = invited(membership), UserFactory(email=COLLEAGUE)
    joined = accept_invitation(by=person, invitation=invitation)
    Membership.objects.filter(pk=joined.pk).update(state=MembershipState.ENDED, ended_at=timezone.now())

    with pytest.raises(InvitationNotOpen):
        accept_invitation(by=person, invitation=invitation)


def test_only_who_sent_it_and_administrators_withdraw(membership):
    invitation = invited(membership)

    with pytest.raises(NotAllowed):
        withdraw_invitation(by=MembershipFactory(organisation=membership.organisation).user, invitation=invitation)
    withdraw_invitation(by=AdministratorFactory(), invitation=invitation)
    with pytest.raises(InvitationNotOpen):
        withdraw_invitation(by=membership.user, invitation=invitation)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_membership(membership):
    invitation, person = invited(membership), UserFactory(email=COLLEAGUE)
    together = Barrier(2)

    def click(_number: int) -> int:
        together.wait()
        try:
            return accept_invitation(by=person, invitation=invitation).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(click, range(2)))

    assert made == [Membership.objects.get(user=person).pk] * 2
