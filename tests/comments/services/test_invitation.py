from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import InvitationRefusal, UnreachableAddress
from comments.enums import InviteeState
from comments.errors import InviteeNotOpen
from comments.models import Invitee
from comments.services.invitation import accept, note_unreachable, refuse, send_again, withdraw
from common.errors import NotAllowed
from common.models import OutboxMail
from common.tokens import digest_of
from consultations.enums import ConsultationState
from tests.comments.invitations import checked, sent, states, token_to
from tests.factories import ConsultationFactory, TeamMemberFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "amina@example.org"


@pytest.fixture(autouse=True)
def files_and_letters(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.EMAIL_BACKEND = "common.mail.OutboxBackend"


@pytest.fixture
def consultation():
    return ConsultationFactory()


@pytest.fixture
def editor(consultation):
    return TeamMemberFactory(consultation=consultation).user


@pytest.fixture
def invitee(consultation, editor) -> Invitee:
    sent(editor, checked(editor, consultation, f"Amina,{ADDRESS},,,"))
    return Invitee.objects.select_related("consultation", "table").get()


def state() -> str:
    return Invitee.objects.get().state


def test_an_account_with_any_address_accepts_once(invitee):
    person = UserFactory(email="private@example.net")

    accept(by=person, invitee=invitee)
    accept(by=person, invitee=invitee)

    assert Invitee.objects.get().accepted_by == person
    with pytest.raises(InviteeNotOpen):
        accept(by=UserFactory(), invitee=invitee)
    assert Invitee.objects.get().accepted_by == person


def test_an_invitation_is_not_accepted_from_its_end_on(invitee):
    Invitee.objects.update(expires_at=timezone.now())

    with pytest.raises(InviteeNotOpen):
        accept(by=UserFactory(), invitee=invitee)

    assert state() == InviteeState.WAITING


def test_an_invitation_to_an_archived_consultation_is_not_accepted(invitee, consultation):
    consultation.state = ConsultationState.ARCHIVED
    consultation.save()

    with pytest.raises(InviteeNotOpen):
        accept(by=UserFactory(), invitee=invitee)


def test_a_withdrawn_invitation_is_not_accepted(invitee, editor):
    withdraw(by=editor, invitee=invitee)

    with pytest.raises(InviteeNotOpen):
        accept(by=UserFactory(), invitee=invitee)

    assert state() == InviteeState.WITHDRAWN


def test_who_refuses_is_not_invited_again_to_anything(invitee, editor):
    refuse(invitee=invitee)
    refuse(invitee=invitee)

    elsewhere = TeamMemberFactory()
    again = checked(elsewhere.user, elsewhere.consultation, f"Amina,{ADDRESS.upper()},,,")

    assert Invitee.objects.get(pk=invitee.pk).state == InviteeState.REFUSES
    assert states(again) == {2: InviteeState.REFUSES}
    assert InvitationRefusal.objects.count() == 1
    with pytest.raises(InviteeNotOpen):
        send_again(by=editor, invitee=invitee)
    assert OutboxMail.objects.count() == 1


def test_a_letter_sent_again_has_a_new_link_and_the_old_one_ends(invitee, editor):
    old = token_to(ADDRESS)
    Invitee.objects.update(expires_at=timezone.now() - timedelta(days=1))

    send_again(by=editor, invitee=invitee)

    found = Invitee.objects.get()
    assert found.token_digest == digest_of(token_to(ADDRESS)) != digest_of(old)
    assert found.is_open(timezone.now())


def test_an_address_whose_letters_come_back_is_passed_over_until_somebody_tries_again(invitee, editor, consultation):
    note_unreachable(by=editor, invitee=invitee)

    elsewhere = TeamMemberFactory()
    assert states(checked(elsewhere.user, elsewhere.consultation, f"A,{ADDRESS},,,")) == {2: InviteeState.UNREACHABLE}

    send_again(by=editor, invitee=Invitee.objects.get(pk=invitee.pk))
    assert UnreachableAddress.objects.count() == 0
    assert states(checked(elsewhere.user, elsewhere.consultation, f"A,{ADDRESS},,,")) == {2: InviteeState.READY}


def test_what_was_accepted_is_not_sent_again_and_does_not_come_back(invitee, editor):
    accept(by=UserFactory(), invitee=invitee)

    for change in (send_again, note_unreachable):
        with pytest.raises(InviteeNotOpen):
            change(by=editor, invitee=invitee)

    assert state() == InviteeState.ACCEPTED
    assert OutboxMail.objects.count() == 1


def test_what_was_accepted_can_be_withdrawn_and_is_nobodys_once_it_is_sent_again(invitee, editor):
    person = UserFactory()
    accept(by=person, invitee=invitee)

    withdraw(by=editor, invitee=invitee)

    assert (state(), Invitee.objects.get().accepted_by) == (InviteeState.WITHDRAWN, person)
    with pytest.raises(InviteeNotOpen):
        accept(by=person, invitee=invitee)

    send_again(by=editor, invitee=invitee)

    assert (state(), Invitee.objects.get().accepted_by) == (InviteeState.WAITING, None)


@pytest.mark.parametrize("change", [withdraw, send_again, note_unreachable])
def test_only_who_may_invite_changes_invitations(invitee, change):
    with pytest.raises(NotAllowed):
        change(by=UserFactory(), invitee=invitee)

    assert state() == InviteeState.WAITING
