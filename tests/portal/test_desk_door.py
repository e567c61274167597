"""Staff come to the desk with a second factor, and to nothing behind its door without."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from common.models import AuditEntry
from consultations.enums import TeamRole
from tests.factories import AdministratorFactory, TeamMemberFactory, UserFactory
from tests.repository.access import TABLE
from tests.signing_in import totp_code

DOOR = "/second-factor/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def signed_in_by_password(user) -> Client:
    client = Client()
    answer = client.post(reverse("account_login"), {"login": user.email, "password": "correct horse"})
    assert answer.status_code == 302
    return client


def staff() -> list:
    return [AdministratorFactory(), *(TeamMemberFactory(role=role).user for role in TeamRole)]


def behind_the_door() -> list[str]:
    """Every page that is the desk's by its name or by whom it is for."""
    return [
        reverse(name, kwargs=row.given)
        for name, row in TABLE.items()
        if name.startswith("desk") or (row.get.stakeholder == 403 and row.get.administrator == 200)
    ]


def test_every_page_of_the_desk_stands_behind_the_door():
    assert [address for address in behind_the_door() if not address.startswith("/desk/")] == []


@pytest.mark.django_db
@pytest.mark.parametrize("place", range(1 + len(TeamRole)))
def test_without_a_second_factor_staff_get_nowhere(place):
    client = signed_in_by_password(staff()[place])

    for address in [
        *behind_the_door(),
        "/desk/there-is-no-such-page/",
        "/admin/",
        "/admin/accounts/user/",
        "/admin/login/",
    ]:
        for answer in (client.get(address), client.post(address, {"move": "archive", "sure": "1"})):
            assert (answer.status_code, answer.url.partition("?")[0]) == (302, DOOR), address
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_who_is_no_staff_and_who_is_not_signed_in_are_refused_by_the_pages():
    assert signed_in_by_password(UserFactory()).get("/desk/").status_code == 403
    assert Client().get("/desk/").url.startswith(reverse("account_login"))


@pytest.mark.django_db
def test_the_door_costs_public_pages_nothing(django_assert_num_queries):
    client = signed_in_by_password(AdministratorFactory())

    with django_assert_num_queries(0):
        assert client.get("/robots.txt").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_and_the_way_goes_on_to_where_one_wanted_to_go():
    person = AdministratorFactory()
    client = signed_in_by_password(person)
    door = client.get("/desk/problems/").url
    page = client.get(door).text
    assert (reverse("mfa_activate_totp") in page, reverse("mfa_add_webauthn") in page) == (True, True)

    form = client.get(reverse("mfa_activate_totp")).context["form"]
    answer = client.post(reverse("mfa_activate_totp"), {"code": totp_code(form.secret)})
    codes = client.get(answer.url).text

    assert "/second-factor/" in codes
    assert client.get("/second-factor/").url == "/desk/problems/"
    assert client.get("/desk/problems/").status_code == 200
    recorded = [entry.after["second_factor"] for entry in AuditEntry.objects.order_by("pk")]
    assert sorted(recorded) == ["recovery_codes", "totp"]


@pytest.mark.django_db
def test_who_has_a_factor_gives_it_when_signing_in_and_is_in():
    person = AdministratorFactory()
    TOTP.activate(person, SECRET)
    client = signed_in_by_password(person)
    assert client.get("/desk/").url.startswith(reverse("account_login"))

    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert client.get("/desk/").url.startswith(reverse("account_login"))

    client.post(reverse("mfa_authenticate"), {"code": totp_code(SECRET)})
    assert client.get("/desk/").status_code == 200


@pytest.mark.django_db
def test_a_session_from_before_the_factor_gives_the_code_at_the_door():
    person = AdministratorFactory()
    client = signed_in_by_password(person)
    TOTP.activate(person, SECRET)

    asked = client.get(client.get("/desk/problems/").url)
    assert asked.url == f"{reverse('mfa_reauthenticate')}?next=/desk/problems/"

    assert client.post(asked.url, {"code": totp_code(SECRET)}).url == "/desk/problems/"
    assert client.get("/desk/problems/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_another_factor_set_in_a_session_that_used_none_does_not_open_the_door():
    person = AdministratorFactory()
    client = signed_in_by_password(person)
    Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={})

    form = client.get(reverse("mfa_activate_totp")).context["form"]
    client.post(reverse("mfa_activate_totp"), {"code": totp_code(form.secret)})

    assert client.get("/desk/").url.startswith(DOOR)


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "desk"])
def test_the_door_leads_nowhere_else(client, elsewhere):
    client.force_login(AdministratorFactory())

    assert client.get(DOOR, {"next": elsewhere}).url == "/desk/"


@pytest.mark.django_db
def test_staff_keep_their_last_second_factor_and_others_may_give_it_up():
    administrator, member = AdministratorFactory(), UserFactory()
    for person in (administrator, member):
        TOTP.activate(person, SECRET)
        client = signed_in_by_password(person)
        client.post(reverse("mfa_authenticate"), {"code": totp_code(SECRET)})
        client.post(reverse("mfa_deactivate_totp"))

    assert list(Authenticator.objects.values_list("user", flat=True)) == [administrator.pk]


@pytest.mark.django_db
def test_guessing_codes_is_stopped():
    person = AdministratorFactory()
    TOTP.activate(person, SECRET)
    client = signed_in_by_password(person)
    for guess in range(5):
        client.post(reverse("mfa_authenticate"), {"code": f"{guess:06}"})

    refused = client.post(reverse("mfa_authenticate"), {"code": totp_code(SECRET)})

    assert refused.status_code == 200
    assert "_auth_user_id" not in client.session
