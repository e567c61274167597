"""Staff and their second factor in a browser: nothing without one, an app, recovery codes, passkeys."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse
from playwright.sync_api import Page, expect

from consultations.enums import ConsultationState
from tests.browser.looking import problems_of
from tests.factories import AdministratorFactory, UserFactory
from tests.repository.access import TABLE
from tests.repository.matter import matter
from tests.signing_in import totp_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def addresses_behind_the_door() -> list[str]:
    ours = [reverse(name, kwargs=row.given) for name, row in TABLE.items()]
    return [it for it in ours if it.startswith("/desk/")] + ["/admin/", "/admin/accounts/user/", "/admin/login/"]


def test_every_address_of_desk_and_admin_leads_to_setting_a_second_factor_up(person):
    ada = person(java_script_enabled=False)
    ada.signs_in(matter(ConsultationState.PUBLISHED).people.administrator.email, with_second_factor=False)

    for address in addresses_behind_the_door():
        answer = ada.page.request.get(ada.base + address, max_redirects=0)
        assert (answer.status, answer.headers["location"].partition("?")[0]) == (302, reverse("second_factor")), address
    ada.opens("/admin/")
    ada.sees("One step before the desk")


@pytest.mark.parametrize("window", [{}, {"java_script_enabled": False, "viewport": {"width": 390, "height": 844}}])
def test_an_app_is_set_up_and_the_desk_opens_then_and_at_the_next_sign_in(person, window):
    AdministratorFactory(email="ada@example.org")
    ada = person(**window)
    ada.signs_in("ada@example.org", with_second_factor=False)
    ada.opens("/desk/problems/")
    ada.sees("One step before the desk")
    ada.follows("Set up an app")
    secret = ada.page.locator("#authenticator_secret").inner_text()
    ada.fills(code="000000")
    ada.presses("Set up the app")
    ada.sees("This was not accepted.")
    secret = ada.page.locator("#authenticator_secret").inner_text()
    ada.fills(code=totp_code(secret))
    ada.presses("Set up the app")

    ada.sees("The authenticator app is set up.")
    codes = ada.page.locator(".recovery-codes code").all_inner_texts()
    assert len(codes) == 10
    ada.follows("go on to the desk")
    expect(ada.page).to_have_url(ada.base + "/desk/problems/")

    again = person(**window)
    again.signs_in("ada@example.org", with_second_factor=False)
    again.sees("Your second factor")
    again.fills(code=codes[0])
    again.presses("Sign in")
    again.opens("/desk/")
    expect(again.page.locator("h1")).to_have_text("Desk")
    again.opens(reverse("mfa_index"))
    again.sees("9 codes are left.")
    again.sees("You work at the desk, and this is your only second factor.")


@pytest.fixture
def key(person) -> Iterator[Page]:
    """Somebody whose device has a fingerprint reader that says yes, and whose console is watched."""
    somebody = person()
    said: list[str] = []
    somebody.page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    somebody.page.on("pageerror", lambda error: said.append(str(error)))
    devices = somebody.page.context.new_cdp_session(somebody.page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield somebody
    assert said == []


def test_a_passkey_is_added_and_opens_the_desk_beside_a_password_and_alone(key):
    AdministratorFactory(email="ada@example.org")
    assert key.base.startswith("http://localhost:")
    key.signs_in("ada@example.org", with_second_factor=False)
    key.opens("/desk/problems/")
    key.follows("Add a passkey")
    key.fills(name="Laptop of the office")
    key.page.get_by_label("Sign in with it alone").check()
    key.presses("Add the passkey")
    key.sees("The passkey is added.")
    key.follows("go on to the desk")
    expect(key.page).to_have_url(key.base + "/desk/problems/")

    signs_out(key)
    key.opens("/accounts/login/?next=/desk/problems/")
    key.presses("Use a passkey")
    expect(key.page).to_have_url(key.base + "/desk/problems/")

    signs_out(key)
    key.signs_in("ada@example.org", with_second_factor=False)
    key.sees("Your second factor")
    key.presses("Use a passkey")
    expect(key.page).not_to_have_url(re.compile("/accounts/"))
    key.opens("/desk/")
    expect(key.page.locator("h1")).to_have_text("Desk")


def test_the_last_passkey_of_staff_stays_and_one_of_two_goes(key):
    AdministratorFactory(email="ada@example.org")
    key.signs_in("ada@example.org", with_second_factor=False)
    key.opens(reverse("mfa_add_webauthn"))
    key.fills(name="Laptop")
    key.presses("Add the passkey")
    key.sees("Your recovery codes")
    key.opens(reverse("mfa_list_webauthn"))
    key.follows("Rename")
    key.fills(name="Laptop of the office")
    key.presses("Save the name")
    key.sees("Laptop of the office")
    key.sees("You work at the desk, and this is your only second factor.")
    expect(key.page.get_by_role("link", name="Remove Laptop")).to_have_count(0)

    [passkey] = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN)
    key.opens(reverse("mfa_remove_webauthn", args=[passkey.pk]))
    key.sees("and this is your only one")
    key.opens(reverse("mfa_activate_totp"))
    key.fills(code=totp_code(key.page.locator("#authenticator_secret").inner_text()))
    key.presses("Set up the app")
    key.opens(reverse("mfa_list_webauthn"))
    key.follows("Remove Laptop of the office")
    key.presses("Remove the passkey")
    key.sees("You have no passkey yet.")


def test_a_passkey_that_is_not_used_says_so_on_the_page(person):
    somebody = person()
    somebody.signs_in(UserFactory().email)
    somebody.opens(reverse("mfa_add_webauthn"))
    somebody.page.evaluate(
        "() => { navigator.credentials.create = async () => { throw new DOMException('', 'NotAllowedError'); }; }"
    )
    somebody.presses("Add the passkey")

    somebody.sees("The passkey was not used, and nothing was changed")
    expect(somebody.page.locator("#passkey-failed")).to_be_focused()


def test_the_pages_are_accessible(key):
    key.signs_in(AdministratorFactory(email="ada@example.org").email, with_second_factor=False)
    before = [reverse(name) for name in ("second_factor", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn")]
    assert problems_of(key, [*before, reverse("mfa_list_webauthn")]) == {}

    key.opens(reverse("mfa_add_webauthn"))
    key.presses("Add the passkey")
    key.sees("Your recovery codes")
    [passkey] = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN)
    mine = [passkey.pk]
    after = [
        reverse("mfa_index"),
        reverse("mfa_list_webauthn"),
        reverse("mfa_edit_webauthn", args=mine),
        reverse("mfa_remove_webauthn", args=mine),
        reverse("mfa_reauthenticate_webauthn"),
        reverse("mfa_reauthenticate"),
        reverse("mfa_view_recovery_codes"),
        reverse("mfa_generate_recovery_codes"),
    ]
    TOTP.activate(passkey.user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert problems_of(key, [*after, reverse("mfa_deactivate_totp")]) == {}

    signs_out(key)
    key.signs_in("ada@example.org", with_second_factor=False)
    assert problems_of(key, [reverse("mfa_authenticate")]) == {}


def signs_out(somebody):
    somebody.opens(reverse("account_logout"))
    somebody.page.locator("main form [type=submit]").first.click()
    expect(somebody.page.get_by_role("link", name="Sign in").first).to_be_visible()
