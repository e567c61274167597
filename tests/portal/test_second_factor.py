"""Where allauth's second factors meet Comity: the last one of staff, and a key that is lost."""

from pathlib import Path

import allauth
import pytest
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.urls import reverse

from tests.accounts.keys import NEW, OLD
from tests.factories import AdministratorFactory, UserFactory
from tests.signing_in import totp_code

pytestmark = pytest.mark.django_db
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def passkey(user):
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop"})


def removing(factor) -> str:
    return reverse("mfa_remove_webauthn", args=[factor.pk])


def test_the_last_passkey_of_staff_is_not_removed(client):
    last = passkey(AdministratorFactory())
    client.force_login(last.user)

    assert "and this is your only one" in client.get(removing(last)).text
    assert client.post(removing(last)).status_code == 403
    assert Authenticator.objects.filter(pk=last.pk).exists()


def test_one_of_two_is_removed_and_the_last_of_others_too(client):
    staff, other = AdministratorFactory(), UserFactory()
    TOTP.activate(staff, SEED)
    for person in (staff, other):
        key = passkey(person)
        client.force_login(person)
        assert client.post(removing(key)).url == reverse("mfa_list_webauthn")

    assert [(it.user, it.type) for it in Authenticator.objects.all()] == [(staff, Authenticator.Type.TOTP)]


def test_nobody_removes_the_passkey_of_another(client):
    key = passkey(UserFactory())
    client.force_login(AdministratorFactory())

    assert client.post(removing(key)).status_code == 404
    assert Authenticator.objects.exists()


def test_a_lost_key_is_said_to_the_person_and_in_the_log(client, settings, caplog):
    settings.SECOND_FACTOR_KEYS = [OLD]
    person = AdministratorFactory()
    TOTP.activate(person, SEED)
    settings.SECOND_FACTOR_KEYS = [NEW]
    client.post(reverse("account_login"), {"login": person.email, "password": "correct horse"})

    answer = client.post(reverse("mfa_authenticate"), {"code": "123456"})

    assert answer.status_code == 409
    assert "this installation has lost the key" in answer.text
    assert "none of SECOND_FACTOR_KEYS" in caplog.text
    assert "_auth_user_id" not in client.session


NOT_REPLACED = {
    "base_entrance.html",
    "base_manage.html",
    "recovery_codes/base.html",
    "recovery_codes/download.txt",
    "totp/base.html",
    "webauthn/base.html",
    "webauthn/snippets/login_script.html",
}
"""They say nothing."""
NOT_REACHED = {"trust.html", "webauthn/signup_form.html"}
"""Trusted browsers and signing up by passkey are not switched on."""


def test_every_page_and_letter_of_the_library_is_in_our_words():
    theirs = Path(allauth.__file__).parent / "templates/mfa"
    ours = settings.BASE_DIR / "templates/mfa"
    names = {str(it.relative_to(theirs)) for it in theirs.rglob("*.*")}

    assert {it for it in names if not (ours / it).exists()} == NOT_REPLACED | NOT_REACHED
    assert (app_settings.PASSKEY_SIGNUP_ENABLED, app_settings.TRUST_ENABLED) == (False, False)


@pytest.mark.django_db(transaction=True)
def test_a_letter_tells_of_each_change(client, mailoutbox):
    person = UserFactory()
    client.force_login(person)
    form = client.get(reverse("mfa_activate_totp")).context["form"]
    client.post(reverse("mfa_activate_totp"), {"code": totp_code(form.secret)})
    client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))

    assert [(it.to, it.subject) for it in mailoutbox] == [
        ([person.email], "An authenticator app was set up"),
        ([person.email], "New recovery codes were made"),
        ([person.email], "Your authenticator app was removed"),
    ]
    assert all("If not, sign in, choose a new password and tell the secretariat." in it.body for it in mailoutbox)
