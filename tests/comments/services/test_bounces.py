from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.enums import InvitationState
from accounts.errors import LettersComeBack
from accounts.models import Invitation, UnreachableAddress
from accounts.services.invitation import invite
from accounts.services.unreachable import forget_unreachable_addresses
from comments.enums import InviteeState
from comments.models import Invitee
from comments.services.bounces import note_bounces
from comments.services.invitation import note_unreachable, refuse, send_again
from common.enums import Verb
from common.models import AuditEntry, OutboxMail
from tests.comments.invitations import invitee_in, people_of
from tests.factories import ConsultationFactory, MembershipFactory, TeamMemberFactory, UserFactory

pytestmark = [pytest.mark.usefixtures("outbox"), pytest.mark.django_db]
GONE = "Gone@example.org"


@pytest.fixture
def membership():
    return MembershipFactory()


@pytest.fixture
def invitee():
    return invitee_in(people_of(ConsultationFactory()), 2, email=GONE, token="drawn")


def invited_by(membership, email=GONE):
    return invite(by=membership.user, membership=membership, email=email)


def test_invitations_of_every_kind_that_wait_there_end_and_no_others(membership, invitee):
    invitation, other = invited_by(membership), invited_by(membership, "here@example.org")
    elsewhere = invitee_in(people_of(ConsultationFactory()), 2, email="gone@EXAMPLE.org", token="another")
    accepted = invitee_in(
        people_of(ConsultationFactory()), 2, email=GONE, token="used", state=InviteeState.ACCEPTED,
        accepted_by=UserFactory(),
    )  # fmt: skip

    assert note_bounces({"gone@example.org"}) == 3

    assert [Invitee.objects.get(pk=it.pk).state for it in (invitee, elsewhere, accepted)] == [
        InviteeState.UNREACHABLE, InviteeState.UNREACHABLE, InviteeState.ACCEPTED,
    ]  # fmt: skip
    assert [Invitation.objects.get(pk=it.pk).state for it in (invitation, other)] == [
        InvitationState.UNREACHABLE, InvitationState.WAITING,
    ]  # fmt: skip
    assert AuditEntry.objects.filter(verb=Verb.FAILED).count() == 3


def test_noting_again_changes_nothing(invitee):
    note_bounces({GONE})
    before = (AuditEntry.objects.count(), Invitee.objects.get().ended_at)

    assert note_bounces({GONE, "gone@example.org"}) == 0

    assert (AuditEntry.objects.count(), Invitee.objects.get().ended_at) == before
    assert UnreachableAddress.objects.count() == 1


def test_a_representative_invites_nobody_there_until_it_can_be_written_to(membership):
    note_bounces({GONE})
    with pytest.raises(LettersComeBack):
        invited_by(membership, "gone@example.org")
    assert (Invitation.objects.count(), OutboxMail.objects.count()) == (0, 0)

    assert forget_unreachable_addresses(["gone@EXAMPLE.org", "never@example.org"]) == 1

    assert invited_by(membership).state == InvitationState.WAITING
    assert OutboxMail.objects.count() == 1


def test_what_an_editor_notes_and_takes_back_holds_for_representatives(membership, invitee):
    editor = TeamMemberFactory(consultation=invitee.consultation).user
    invitation = invited_by(membership)

    note_unreachable(by=editor, invitee=invitee)
    assert Invitation.objects.get(pk=invitation.pk).state == InvitationState.UNREACHABLE
    send_again(by=editor, invitee=invitee)

    assert invited_by(membership).state == InvitationState.WAITING


def test_a_refusal_ends_invitations_of_every_kind(membership, invitee):
    invitation, other = invited_by(membership), invited_by(membership, "here@example.org")

    refuse(invitee=invitee)

    assert Invitee.objects.get().state == InviteeState.REFUSES
    assert [Invitation.objects.get(pk=it.pk).state for it in (invitation, other)] == [
        InvitationState.WITHDRAWN, InvitationState.WAITING,
    ]  # fmt: skip


def test_many_cost_as_much_as_one(django_assert_num_queries):
    people = people_of(ConsultationFactory())
    for line in range(2, 6):
        invitee_in(people, line, email=f"p{line}@example.org", token=f"t{line}", sent_at=timezone.now() - timedelta(1))

    for addresses in ({"p2@example.org"}, {f"p{line}@example.org" for line in (3, 4, 5)}):
        with django_assert_num_queries(9):
            assert note_bounces(addresses) == len(addresses)
