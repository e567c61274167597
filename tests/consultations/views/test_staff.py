import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from common.models import AuditEntry
from consultations.enums import TeamRole
from tests.factories import AdministratorFactory, TeamMemberFactory, UserFactory
from tests.signing_in import totp_code

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def administrator(client):
    user = AdministratorFactory(name="Ada Administrator")
    client.force_login(user)
    return user


def signed_in(user) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": "correct horse"})
    client.post(reverse("mfa_authenticate"), {"code": totp_code(SECRET)})
    assert client.get("/desk/").status_code == 200
    return client


def test_staff_are_listed_with_what_they_may_and_how_they_come_in(client, administrator):
    with_one, without = TeamMemberFactory(role=TeamRole.ANALYST), TeamMemberFactory(role=TeamRole.OBSERVER)
    TOTP.activate(with_one.user, SECRET)
    stranger = UserFactory(name="Stranger")

    page = client.get(reverse("desk_staff")).text

    assert all(str(user) in page for user in (administrator, with_one.user, without.user))
    assert stranger.name not in page
    assert ("authenticator app" in page, "none yet" in page) == (True, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_one_and_three(client, administrator, django_assert_num_queries, count):
    for _ in range(count):
        TOTP.activate(TeamMemberFactory().user, SECRET)

    with django_assert_num_queries(6):
        client.get(reverse("desk_staff"))


def test_a_lost_factor_is_taken_away_with_its_sessions_a_letter_and_a_record(client, administrator, mailoutbox):
    person = TeamMemberFactory().user
    TOTP.activate(person, SECRET)
    there = signed_in(person)

    client.post(reverse("desk_second_factor_reset", args=[person.pk]), {"reason": "Called back."})

    assert not Authenticator.objects.filter(user=person).exists()
    assert there.get("/desk/").url.startswith(reverse("account_login"))
    [letter] = [it for it in mailoutbox if "second factor" in it.subject]
    assert (letter.to, "Called back" in letter.body) == ([person.email], False)
    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.before, entry.reason) == (
        administrator.pk, {"second_factor": ["totp"]}, "Called back.",
    )  # fmt: skip


@pytest.mark.parametrize("reason", ["", " "])
def test_it_is_not_taken_away_without_saying_how_one_knows(client, administrator, reason):
    person = TeamMemberFactory().user
    TOTP.activate(person, SECRET)

    answer = client.post(reverse("desk_second_factor_reset", args=[person.pk]), {"reason": reason})

    assert (answer.status_code, Authenticator.objects.count()) == (422, 1)


def test_nobody_takes_away_their_own(client, administrator):
    TOTP.activate(administrator, SECRET)

    answer = client.post(reverse("desk_second_factor_reset", args=[administrator.pk]), {"reason": "Lost."})

    assert (answer.status_code, Authenticator.objects.count()) == (403, 1)


def test_what_is_gone_already_is_said(client, administrator):
    person = TeamMemberFactory().user

    answer = client.post(reverse("desk_second_factor_reset", args=[person.pk]), {"reason": "Called."})

    assert (answer.status_code, Session.objects.count()) == (409, 1)
    assert not AuditEntry.objects.exists()
