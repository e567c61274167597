"""The way in, as a person goes it: e-mail, code from the mail, profile, and back to where they were."""

import re
from urllib.parse import urlencode

import pytest
from allauth.core import context
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.forms.sign_in import SignUpForm
from accounts.models import User
from tests.factories import UserFactory, group

pytestmark = pytest.mark.django_db
UNSENT = "/unsent/6f2a1f3e-0000-4000-8000-000000000001/"


def code() -> str:
    """The code in the latest mail: the indented line."""
    found = re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def profile_data(**changes):
    return {"name": "Wanjiru", "stakeholder_group": "academia", "country": "KE", "organisation_name": "", **changes}


def test_who_signs_up_in_the_middle_is_back_at_what_they_typed(client):
    group("academia")
    page = client.get(reverse("account_login"), {"next": UNSENT})
    assert f'href="{reverse("account_signup")}?{urlencode({"next": UNSENT})}"' in page.content.decode()

    answer = client.post(reverse("account_signup"), {"email": "Wanjiru@Example.org", "next": UNSENT})
    assert answer.url == reverse("account_email_verification_sent")
    assert User.objects.filter(email="wanjiru@example.org", profile_completed_at=None).count() == 1

    answer = client.post(answer.url, {"code": code()})
    assert answer.url == f"{reverse('profile')}?next={UNSENT}"

    page = client.get(answer.url)
    assert f'name="next" value="{UNSENT}"' in page.content.decode()

    answer = client.post(reverse("profile"), profile_data(next=UNSENT))
    assert answer.url == UNSENT
    user = User.objects.filter(email="wanjiru@example.org").first()
    assert (user.name, user.stakeholder_group.slug, user.country) == ("Wanjiru", "academia", "KE")
    assert user.emailaddress_set.filter(verified=True, primary=True).count() == 1


@pytest.mark.parametrize(("back", "is_said"), [(UNSENT, True), ("/c/trust/", False)])
def test_signing_in_says_that_a_comment_is_kept_where_one_is(client, back, is_said):
    page = client.get(reverse("account_login"), {"next": back}).content.decode()

    assert ("Your comment is kept, and not posted yet." in page) is is_said


def test_sign_up_with_a_password_and_sign_in_with_it_keep_next(client):
    client.post(reverse("account_signup"), {"email": "a@example.org", "password1": "correct horse battery"})
    client.post(reverse("account_email_verification_sent"), {"code": code()})
    client.post(reverse("account_logout"))

    answer = client.post(
        reverse("account_login"), {"login": "a@example.org", "password": "correct horse battery", "next": UNSENT}
    )

    assert answer.url == f"{reverse('profile')}?next={UNSENT}"


def test_a_complete_profile_goes_straight_to_next(client):
    user = UserFactory()

    answer = client.post(reverse("account_login"), {"login": user.email, "password": "correct horse", "next": UNSENT})

    assert answer.url == UNSENT


@pytest.mark.parametrize(("language", "spoken"), [("es", "es"), ("", "fr")])
def test_whoever_signs_in_reads_on_in_the_language_of_their_profile(client, language, spoken):
    user = UserFactory(language=language)
    client.cookies["django_language"] = "fr"

    client.post(reverse("account_login"), {"login": user.email, "password": "correct horse"})

    assert f'<html lang="{spoken}"' in client.get(reverse("home")).content.decode()


def test_sign_in_by_code_keeps_next(client):
    user = UserFactory()

    answer = client.post(reverse("account_request_login_code"), {"email": user.email, "next": UNSENT})
    assert answer.url.startswith(reverse("account_confirm_login_code"))
    answer = client.post(answer.url, {"code": code()})

    assert answer.url == UNSENT


def test_a_wrong_code_signs_nobody_in(client):
    user = UserFactory()
    client.post(reverse("account_request_login_code"), {"email": user.email})

    answer = client.post(reverse("account_confirm_login_code"), {"code": "nonsense"})

    assert answer.status_code == 200
    assert answer.context["verify_form"].errors
    assert "_auth_user_id" not in client.session


def test_next_leads_to_no_other_site(client):
    user = UserFactory()

    answer = client.post(
        reverse("account_login"), {"login": user.email, "password": "correct horse", "next": "https://evil.example/"}
    )

    assert answer.url == reverse("home")


def test_signing_up_with_an_address_that_has_an_account_looks_the_same_and_makes_none(client):
    user = UserFactory()

    answer = client.post(reverse("account_signup"), {"email": user.email.upper()})

    assert answer.url == reverse("account_email_verification_sent")
    assert User.objects.count() == 1
    assert mail.outbox[-1].subject == "You have an account already"
    assert mail.outbox[-1].to == [user.email]


def test_asking_a_code_for_an_unknown_address_looks_the_same(client):
    answer = client.post(reverse("account_request_login_code"), {"email": "nobody@example.org"})

    assert answer.url == reverse("account_confirm_login_code")
    assert mail.outbox[-1].subject == "No account with this address"


def test_a_new_password_by_code_keeps_next(client):
    user = UserFactory()
    page = client.get(reverse("account_login"), {"next": UNSENT}).content.decode()
    assert f'href="{reverse("account_reset_password")}?{urlencode({"next": UNSENT})}"' in page

    answer = client.post(reverse("account_reset_password"), {"email": user.email, "next": UNSENT})
    wrong = client.post(answer.url, {"code": "WRNG-CODE"}).content.decode()
    assert "This is not the code of our latest mail." in wrong
    answer = client.post(answer.url, {"code": code()})
    page = client.get(answer.url).content.decode()
    assert ">New password" in page
    assert "placeholder" not in page
    answer = client.post(answer.url, {"password1": "a brand new one", "password2": "a brand new one"})

    assert answer.url == UNSENT
    user.refresh_from_db()
    assert user.check_password("a brand new one")


def test_a_password_that_a_stranger_set_for_an_address_goes_when_its_owner_comes_in(client):
    stranger = Client()
    stranger.post(reverse("account_signup"), {"email": "owner@example.org", "password1": "the stranger's own"})

    client.post(reverse("account_request_login_code"), {"email": "owner@example.org"})
    client.post(reverse("account_confirm_login_code"), {"code": code()})

    assert "_auth_user_id" in client.session
    stranger.post(reverse("account_logout"))
    stranger.post(reverse("account_login"), {"login": "owner@example.org", "password": "the stranger's own"})
    assert "_auth_user_id" not in stranger.session
    assert not User.objects.filter(email="owner@example.org").first().has_usable_password()


def test_who_lost_the_page_with_the_code_comes_in_with_their_password(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": None}  # else a second code waits for ten seconds
    Client().post(reverse("account_signup"), {"email": "a@example.org", "password1": "correct horse battery"})

    credentials = {"login": "a@example.org", "password": "correct horse battery"}
    answer = client.post(reverse("account_login"), credentials)
    assert answer.url == reverse("account_email_verification_sent")
    client.post(answer.url, {"code": code()})
    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), credentials)

    assert "_auth_user_id" in client.session


def test_a_second_click_that_was_quicker_makes_no_second_account(client):
    request = client.get(reverse("account_signup")).wsgi_request
    form = SignUpForm({"email": "a@example.org"})
    assert form.is_valid()
    User.objects.create_user("a@example.org")

    with context.request_context(request):
        made, answer = form.try_save(request)

    assert (made, answer.url) == (None, reverse("account_email_verification_sent"))
    assert User.objects.count() == 1


def test_without_the_code_nobody_is_signed_in_whatever_debug_says(client, settings):
    settings.DEBUG = True

    client.post(reverse("account_signup"), {"email": "a@example.org"})

    assert client.get(reverse("profile")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_closed_account_does_not_get_in(client):
    user = UserFactory(is_active=False)

    client.post(reverse("account_login"), {"login": user.email, "password": "correct horse"})

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["a\x00b@example.org", "no address", "a" * 250 + "@example.org"])
def test_a_bad_address_is_said_at_its_field(client, address):
    answer = client.post(reverse("account_signup"), {"email": address, "next": UNSENT})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["email"]
    assert f'value="{UNSENT}"' in answer.content.decode()
    assert User.objects.count() == 0


@pytest.mark.parametrize("next_page", ["//evil.example/", "javascript:alert(1)", "\\\\evil", "x" * 5000])
def test_a_forged_next_breaks_nothing(client, next_page):
    user = UserFactory(profile_completed_at=None)

    answer = client.post(
        reverse("account_login"), {"login": user.email, "password": "correct horse", "next": next_page}
    )

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("profile"))
    assert client.get(answer.url).status_code == 200


def test_who_asks_for_codes_too_often_is_told_to_wait_and_that_the_first_one_stays_good(client):
    form = {"email": "amina@example.org"}
    assert client.post(reverse("account_signup"), form).status_code == 302

    refused = Client().post(reverse("account_signup"), form)

    page = refused.content.decode()
    assert refused.status_code == 429
    assert "Wait a minute" in page
    assert f'href="{reverse("account_email_verification_sent")}"' in page
    assert User.objects.count() == 1
    assert client.get(reverse("account_email_verification_sent")).status_code == 200  # The code can still be entered.


def test_a_wrong_password_says_what_to_do_and_not_whether_the_account_exists(client):
    user = UserFactory()

    for address in (user.email, "nobody@example.org"):
        page = client.post(reverse("account_login"), {"login": address, "password": "wrong horse"}).content.decode()
        assert "This address and this password do not belong together." in page


def test_who_chose_a_new_password_is_told_in_a_letter_in_our_words(client):
    user = UserFactory()
    answer = client.post(reverse("account_reset_password"), {"email": user.email})
    answer = client.post(answer.url, {"code": code()})
    client.post(answer.url, {"password1": "a brand new one", "password2": "a brand new one"})

    assert mail.outbox[-1].subject == "Your password was changed"
    assert "somebody who could read a mail to this address chose a new one" in mail.outbox[-1].body
