"""Every page of allauth that a person can reach stands in our look."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
VISITOR = [
    "account_login",
    "account_signup",
    "account_request_login_code",
    "account_reset_password",
    "account_inactive",
]
SIGNED_IN = [
    "profile",
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
    "socialaccount_connections",
]


def assert_in_our_look(answer):
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("<h1") == 1
    assert "css/every-page" in page
    assert 'class="site-head"' in page
    assert "style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize("name", VISITOR)
def test_a_visitor_sees(client, name):
    assert_in_our_look(client.get(reverse(name)))


@pytest.mark.parametrize("name", SIGNED_IN)
def test_somebody_signed_in_sees(client, name):
    user = UserFactory()
    client.post(reverse("account_login"), {"login": user.email, "password": "correct horse"})
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})

    assert_in_our_look(client.get(reverse(name)))


def test_recovery_codes_follow_a_second_factor(client):
    user = UserFactory()
    client.post(reverse("account_login"), {"login": user.email, "password": "correct horse"})
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
    form = client.get(reverse("mfa_activate_totp")).context["form"]
    client.post(reverse("mfa_activate_totp"), {"code": totp_code(form.secret)})

    for name in ["mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"]:
        assert_in_our_look(client.get(reverse(name)))

    client.post(reverse("account_logout"))
    answer = client.post(reverse("account_login"), {"login": user.email, "password": "correct horse"})
    assert answer.url == reverse("mfa_authenticate")
    assert_in_our_look(client.get(answer.url))
    assert "_auth_user_id" not in client.session


def totp_code(secret: str) -> str:
    counter = int(time.time()) // 30
    return format_hotp_value(hotp_value(secret, counter))


def test_somebody_without_a_password_may_set_one(client):
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    client.force_login(user)

    assert_in_our_look(client.get(reverse("account_set_password")))


@pytest.mark.parametrize(
    ("page", "data", "then"),
    [
        ("account_signup", {"email": "a@example.org"}, "account_email_verification_sent"),
        ("account_request_login_code", {"email": "a@example.org"}, "account_confirm_login_code"),
        ("account_reset_password", {"email": "a@example.org"}, "account_confirm_password_reset_code"),
    ],
)
def test_the_page_that_asks_for_a_code(client, page, data, then):
    client.post(reverse(page), data)

    assert_in_our_look(client.get(reverse(then)))


@pytest.mark.parametrize("name", ["profile", "account_email", "mfa_index"])
def test_a_visitor_is_sent_to_sign_in(client, name):
    answer = client.get(reverse(name))

    assert answer.status_code == 302
    assert answer.url == f"{reverse('account_login')}?next={reverse(name)}"
