import re

import pytest
from django.urls import reverse

from accounts.models import InvitationRefusal, Membership
from accounts.services.invitation import invite
from accounts.services.unreachable import note_unreachable_addresses
from common.models import OutboxMail
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(settings) -> str:
    settings.EMAIL_BACKEND = "common.mail.OutboxBackend"
    membership = MembershipFactory(organisation__name="Open Net", user__name="Amina")
    invite(by=membership.user, membership=membership, email="juma@example.org")
    return re.search(r"(/invitations/[\w-]+/)$", OutboxMail.objects.get().text, re.MULTILINE)[1]


def test_a_visitor_reads_what_it_is_and_comes_back_after_signing_in(client, link):
    page = client.get(link).content.decode()
    sent = client.post(link)

    assert "Speak for <bdi>Open Net</bdi>?" in page
    assert f"?next={link}" in page
    assert sent.url == f"{reverse('account_login')}?next={link}"
    assert client.session["waiting_at"] == link
    assert Membership.objects.count() == 1


def test_looking_changes_nothing_and_accepting_gives_the_right(client, link):
    person = UserFactory(email="juma@example.org")
    client.force_login(person)

    client.get(link)
    assert not Membership.objects.filter(user=person).exists()
    answer = client.post(link, follow=True)

    assert "You may speak for Open Net from now on." in answer.content.decode()
    assert Membership.objects.active().filter(user=person).count() == 1


def test_another_address_is_told_what_to_do(client, link):
    client.force_login(UserFactory(email="other@example.org"))

    page, sent = client.get(link), client.post(link)

    assert "other@example.org" in page.content.decode()
    assert "juma@example.org" not in page.content.decode() + sent.content.decode()
    assert sent.status_code == 409
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("way", ["get", "post"])
@pytest.mark.parametrize("suffix", ["", "refuse/"])
def test_a_forged_link_is_said_to_be_unknown(client, way, suffix):
    client.force_login(UserFactory())

    answer = getattr(client, way)(f"/invitations/{'x' * 43}/{suffix}")

    assert answer.status_code == 404
    assert "No such invitation" in answer.content.decode()
    assert InvitationRefusal.objects.count() == 0


def test_a_used_link_says_so(client, link):
    client.force_login(UserFactory(email="juma@example.org"))
    client.post(link)
    client.force_login(UserFactory())

    assert "This invitation was used" in client.get(link).content.decode()


def test_refusing_needs_no_account_and_a_click(client, link):
    client.get(link + "refuse/")
    assert InvitationRefusal.objects.count() == 0

    page = client.post(link + "refuse/").content.decode()

    assert "Done." in page
    assert InvitationRefusal.objects.count() == 1
    assert "This invitation was used, was withdrawn" in client.get(link).content.decode()


def test_representatives_see_which_of_their_invitations_came_back(client):
    membership = MembershipFactory()
    invite(by=membership.user, membership=membership, email="gone@example.org")
    note_unreachable_addresses(["gone@example.org"], by=None)
    client.force_login(membership.user)
    address = reverse("my_organisation", args=[membership.pk])

    page = client.get(address).content.decode()
    refused = client.post(address, {"email": "gone@example.org"})

    assert "Invitations that came back" in page
    assert "gone@example.org" in page
    assert refused.status_code == 409
    assert "Letters to this address come back, so no letter was sent." in refused.content.decode()
