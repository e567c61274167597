import pytest
from django.urls import reverse

from portal.demo.accounts import PASSWORD, open_accounts
from portal.demo.second_factors import code_of, secret_of, set_second_factors, staff
from tests.signing_in import totp_code

pytestmark = pytest.mark.django_db


def test_the_codes_of_the_staff_are_those_of_their_phones(client, settings):
    settings.DEBUG = True

    page = client.get("/dev/codes/").text

    assert [it.email for it in staff() if totp_code(secret_of(it)) not in page] == []
    assert "stakeholder@example.org" not in page


@pytest.mark.parametrize(("debug", "production"), [(False, False), (True, True), (False, True)])
def test_there_are_no_codes_elsewhere(client, settings, debug, production):
    settings.DEBUG, settings.PRODUCTION = debug, production

    assert client.get("/dev/codes/").status_code == 404


def test_one_button_and_another_lead_to_the_desk(client, settings):
    settings.DEBUG = True
    set_second_factors(open_accounts())
    set_second_factors(open_accounts())
    administrator = staff()[-1]

    asked = client.post(
        reverse("account_login"), {"login": administrator.email, "password": PASSWORD, "next": "/desk/"}
    )
    page = client.get(asked.url).text
    assert code_of(administrator).code in page

    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(administrator).code})
    assert answer.url == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_the_page_that_asks_for_a_code_tells_none_in_production(client, settings):
    settings.DEBUG, settings.PRODUCTION = True, True
    set_second_factors(open_accounts())

    client.post(reverse("account_login"), {"login": staff()[-1].email, "password": PASSWORD})

    assert code_of(staff()[-1]).code not in client.get(reverse("mfa_authenticate")).text
