import pytest
from django.urls import reverse

from portal.demo.accounts import ACCOUNTS, PASSWORD, open_accounts

pytestmark = pytest.mark.django_db
OFFER = "Accounts of the demonstration"


def test_accounts_of_the_demonstration_are_offered_where_they_were_loaded(client, settings):
    settings.DEBUG = True
    assert OFFER not in client.get(reverse("account_login")).text

    open_accounts()
    page = client.get(reverse("account_login"), {"next": "/desk/"}).text

    assert OFFER in page
    assert [account.email for account in ACCOUNTS if account.email not in page] == []


def test_one_button_signs_in_as_one_of_them(client, settings):
    settings.DEBUG = True
    open_accounts()

    answer = client.post(
        reverse("account_login"), {"login": ACCOUNTS[-1].email, "password": PASSWORD, "next": "/desk/"}
    )

    assert (answer.status_code, answer.url) == (302, "/desk/")


@pytest.mark.parametrize(("debug", "production"), [(False, False), (True, True), (False, True)])
def test_accounts_are_not_offered_elsewhere(client, settings, debug, production):
    open_accounts()
    settings.DEBUG, settings.PRODUCTION = debug, production

    page = client.get(reverse("account_login")).text

    assert (OFFER in page, PASSWORD in page) == (False, False)
