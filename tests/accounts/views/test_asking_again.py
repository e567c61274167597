"""Before what is dear to undo, whoever came in long ago confirms who they are, and what was posted is done then."""

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client
from django.urls import reverse

from accounts.enums import SiteRole
from accounts.models import Organisation, User
from common.models import AuditEntry
from consultations.enums import TeamRole
from consultations.models import TeamMember
from digests.models import Digest
from tests.factories import (
    AdministratorFactory,
    OrganisationFactory,
    RoundFactory,
    TeamMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
HOUR = 3600


@pytest.fixture
def hour_ago(client):
    """An administrator who came in an hour ago, with a second factor."""
    user = AdministratorFactory()
    client.force_login(user)
    let_an_hour_pass(client)
    return user


def let_an_hour_pass(client) -> None:
    session = client.session
    for it in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        it["at"] -= HOUR
    session.save()


def confirms(client, asked) -> None:
    client.post(asked.url, {"password": "correct horse"})


def sensitive_acts() -> dict:
    member = TeamMemberFactory(role=TeamRole.MODERATOR)
    consultation = RoundFactory(consultation=member.consultation).consultation
    person, double, stays = UserFactory(), OrganisationFactory(), OrganisationFactory()
    return {
        "add": (
            reverse("desk_team", args=[consultation.slug]),
            {"email": person.email, "role": "observer"},
            lambda: TeamMember.objects.filter(user=person).exists(),
        ),
        "remove": (
            reverse("desk_team_remove", args=[consultation.slug, member.pk]),
            {},
            lambda: not TeamMember.objects.filter(pk=member.pk).exists(),
        ),
        "merge": (
            reverse("desk_organisation_merge", args=[double.pk]),
            {"into": stays.pk},
            lambda: Organisation.objects.get(pk=double.pk).merged_into_id == stays.pk,
        ),
        "administrator": (
            reverse("admin:accounts_user_change", args=[person.pk]),
            {"site_role": SiteRole.ADMINISTRATOR, "is_active": "on"},
            lambda: User.objects.get(pk=person.pk).is_administrator,
        ),
        "staff digest": (
            reverse("desk_digest_new", args=[consultation.slug]),
            {"formats": ["csv"], "audience": "staff"},
            lambda: Digest.objects.exists(),
        ),
    }


@pytest.mark.parametrize("act", ["add", "remove", "merge", "administrator", "staff digest"])
def test_who_came_in_long_ago_confirms_and_what_was_posted_is_done(client, hour_ago, act):
    address, posted, is_done = sensitive_acts()[act]
    client.get(address)

    asked = client.post(address, posted)

    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert (is_done(), AuditEntry.objects.exists()) == (False, False)
    confirms(client, asked)
    assert is_done()


def test_a_wrong_password_does_nothing(client, hour_ago):
    address, posted, is_done = sensitive_acts()["add"]

    client.post(client.post(address, posted).url, {"password": "wrong"})

    assert not is_done()


def test_a_digest_for_the_public_and_who_came_in_lately_are_not_asked(client, hour_ago):
    acts = sensitive_acts()
    address, posted, _is_done = acts["staff digest"]
    assert client.post(address, posted | {"audience": "public"}).url.startswith("/desk/")

    client.force_login(hour_ago)
    address, posted, is_done = acts["add"]
    client.post(address, posted)
    assert is_done()


def test_sessions_are_listed_and_the_others_ended_after_confirming(client):
    person = UserFactory()
    here, there = Client(HTTP_USER_AGENT="Phone"), Client(HTTP_USER_AGENT="Laptop")
    for browser in (here, there):
        browser.post(reverse("account_login"), {"login": person.email, "password": "correct horse"})
    page = here.get(reverse("usersessions_list")).text
    assert ("Phone" in page, "Laptop" in page) == (True, True)
    let_an_hour_pass(here)

    asked = here.post(reverse("usersessions_list"))
    assert there.get(reverse("profile")).status_code == 200
    confirms(here, asked)

    assert there.get(reverse("profile")).url.startswith(reverse("account_login"))
    assert here.get(reverse("profile")).status_code == 200
    assert "You are signed in nowhere else." in here.get(reverse("usersessions_list")).text


def test_signing_in_counts_as_confirming_for_a_while(client):
    person = UserFactory()
    client.post(reverse("account_login"), {"login": person.email, "password": "correct horse"})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200

    let_an_hour_pass(client)
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
