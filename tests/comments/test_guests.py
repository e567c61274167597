"""Whoever has accepted an invitation to a consultation may comment in its rounds that are not for everyone."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from comments.enums import InviteeState
from comments.errors import NotAdmitted
from comments.models import Comment, Invitee
from comments.permissions import can_comment
from comments.queries.notice_readers import admitted_of
from comments.services.invitation import withdraw
from consultations.enums import Audience
from consultations.models import Round
from tests.comments.invitations import guest_of, invitee_in, people_of
from tests.factories import (
    ConsultationFactory,
    MembershipFactory,
    OrganisationFactory,
    RegionalGroupingFactory,
    TeamMemberFactory,
    UserFactory,
)
from tests.scenes import comment, open_consultation

pytestmark = pytest.mark.django_db
TOKEN = "drawn-at-random"


@pytest.fixture
def scene():
    return open_consultation()


def only_for(scene, kind=Audience.REGIONS, *codes):
    Round.objects.update(audience=kind, audience_codes=list(codes) or ["150"])
    scene.round.refresh_from_db()


def may_comment(person, scene) -> bool:
    return can_comment(User.objects.get(pk=person.pk), Round.objects.get(pk=scene.round.pk), at=timezone.now())


@pytest.mark.parametrize(
    ("kind", "code"), [(Audience.GROUPS, "academia"), (Audience.REGIONS, "150"), (Audience.ORGANISATIONS, "1")]
)
def test_whoever_accepted_is_admitted_and_nobody_else(scene, kind, code):
    only_for(scene, kind, code)
    guest, other = UserFactory(), UserFactory()
    guest_of(scene.consultation, guest)
    invitee_in(people_of(scene.consultation), 2, email=other.email, token=TOKEN)

    assert (may_comment(guest, scene), may_comment(other, scene)) == (True, False)


def test_an_invitation_to_another_consultation_admits_nobody_here(scene):
    only_for(scene)
    guest = UserFactory()
    guest_of(ConsultationFactory(), guest)

    assert not may_comment(guest, scene)


def test_a_guest_speaks_as_oneself_and_for_an_organisation_whose_others_are_not_admitted(scene):
    only_for(scene)
    guest, colleague = UserFactory(), UserFactory()
    body = OrganisationFactory()
    for person in (guest, colleague):
        MembershipFactory(user=person, organisation=body)
    guest_of(scene.consultation, guest)

    comment(scene, by=guest)
    comment(scene, by=guest, speaking_for=body)
    with pytest.raises(NotAdmitted):
        comment(scene, by=colleague, speaking_for=body)

    assert Comment.objects.count() == 2


def test_who_is_withdrawn_is_admitted_no_longer_and_what_was_said_stays(scene):
    only_for(scene)
    guest = UserFactory()
    invitee = guest_of(scene.consultation, guest)
    said = comment(scene, by=guest)

    withdraw(by=TeamMemberFactory(consultation=scene.consultation).user, invitee=invitee)

    assert not may_comment(guest, scene)
    with pytest.raises(NotAdmitted):
        comment(scene, by=guest)
    assert list(Comment.objects.all()) == [said]


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_waits_for_a_comment_that_is_being_posted(scene):
    only_for(scene)
    guest = UserFactory()
    invitee = guest_of(scene.consultation, guest)
    editor = TeamMemberFactory(consultation=scene.consultation).user

    def take_back():
        try:
            withdraw(by=editor, invitee=invitee)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            comment(scene, by=guest)
            withdrawing = pool.submit(take_back)
            assert not wait([withdrawing], timeout=0.5).done
        withdrawing.result(timeout=60)

    assert (Comment.objects.count(), Invitee.objects.get().state) == (1, InviteeState.WITHDRAWN)


@pytest.mark.parametrize(
    ("link", "fields", "status"),
    [
        ("forged", {}, 404),
        (TOKEN, {"state": InviteeState.WITHDRAWN}, 410),
        (TOKEN, {"state": InviteeState.REFUSES}, 410),
        (TOKEN, {"expires_at": timezone.now()}, 410),
        (TOKEN, {"state": InviteeState.ACCEPTED}, 410),
    ],
)
def test_a_link_that_is_no_good_admits_nobody(client, scene, link, fields, status):
    """The last one was accepted by somebody else."""
    only_for(scene)
    invitee = invitee_in(people_of(scene.consultation), 2, email="amina@example.org", token=TOKEN, **fields)
    person = UserFactory(email="amina@example.org")
    client.force_login(person)

    assert client.post(reverse("invited", args=[link])).status_code == status

    found = Invitee.objects.get()
    assert (found.state, found.accepted_by) == (invitee.state, None)
    assert not may_comment(person, scene)


def test_the_pages_say_that_a_letter_of_invitation_would_help_and_to_a_guest_that_it_did(client, scene):
    only_for(scene)
    person = UserFactory()
    client.force_login(person)
    address = reverse("comment_new", args=[scene.consultation.slug, 1, "art_1"])
    before = client.get(address).content.decode()
    guest_of(scene.consultation, person)
    after = client.get(address).content.decode()

    assert "If the secretariat has invited you by a letter, open the address in it and accept" in before
    assert "You have accepted an invitation to this consultation, so you may comment, too." in after
    assert "Post the comment" not in before
    assert "Post the comment" in after


def test_readers_of_letters_cost_the_same_with_one_and_with_three(scene, django_assert_num_queries):
    only_for(scene, Audience.REGIONS, "own-lakes", "own-isles")
    RegionalGroupingFactory(slug="own-lakes", countries=["UG"])
    RegionalGroupingFactory(slug="own-isles", countries=["FJ"])
    readers = [UserFactory(country="UG"), UserFactory(), UserFactory()]
    MembershipFactory(user=readers[1], organisation=OrganisationFactory(country="FJ"))
    guest_of(scene.consultation, readers[2])
    round = Round.objects.get()

    for some in (readers[:1], readers):
        fresh = list(User.objects.filter(pk__in=[it.pk for it in some]).order_by("pk"))
        with django_assert_num_queries(4):
            assert admitted_of(fresh, round) == fresh
    assert admitted_of([UserFactory(country="KE")], round) == []
