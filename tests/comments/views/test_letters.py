"""The page of letters, and refusing them without signing in."""

import pytest
from django.test import Client
from django.urls import reverse

from comments.enums import LetterKind, LetterTime
from comments.letters.refusal import refusal_path
from comments.services.letter_choices import times_of
from common.models import AuditEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
CHOICE = {"receipt": "at-once", "reply": "daily", "response": "weekly", "moderation": "never", "carried": "never"}


@pytest.fixture
def amina():
    return UserFactory(email="amina@example.org")


def test_letters_are_chosen_on_one_page(client, amina):
    client.force_login(amina)
    page = client.get(reverse("my_letters"))
    assert "amina@example.org" in page.content.decode()

    answer = client.post(reverse("my_letters"), CHOICE | {"wants_round_letters": "on"})

    assert answer.status_code == 302
    assert {str(kind): str(time) for kind, time in times_of(amina).items()} == CHOICE
    amina.refresh_from_db()
    assert amina.wants_round_letters
    changed = AuditEntry.objects.get(subject_type="accounts.user", subject_id=amina.pk, verb="changed")
    assert changed.after == {"letters": ["reply", "response", "moderation", "carried"]}


def test_saving_the_same_again_is_no_change(client, amina):
    client.force_login(amina)
    for _ in range(2):
        client.post(reverse("my_letters"), CHOICE)

    assert AuditEntry.objects.filter(after__has_key="letters").count() == 1
    assert AuditEntry.objects.filter(after={"profile": ["wants_round_letters"]}).count() == 1


@pytest.mark.parametrize("wrong", [{"receipt": "daily"}, {"reply": "hourly"}, {"reply": ""}])
def test_what_is_not_offered_is_refused(client, amina, wrong):
    client.force_login(amina)

    assert client.post(reverse("my_letters"), CHOICE | wrong).status_code == 422
    assert set(times_of(amina).values()) == {LetterTime.AT_ONCE}


def test_looking_at_the_address_refuses_nothing_and_posting_does_without_a_session_or_token(amina):
    anybody = Client(enforce_csrf_checks=True)
    address = refusal_path(amina, LetterKind.REPLY)

    looked = anybody.get(address)
    assert looked.status_code == 200
    assert "Replies to your comments" in looked.content.decode()
    assert times_of(amina)[LetterKind.REPLY] == LetterTime.AT_ONCE

    answer = anybody.post(address, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert times_of(amina) == dict.fromkeys(LetterKind, LetterTime.AT_ONCE) | {LetterKind.REPLY: LetterTime.NEVER}
    assert anybody.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_all_kinds_are_refused_by_the_other_button_or_by_the_address_of_a_mixed_letter(client, amina):
    client.post(refusal_path(amina, LetterKind.REPLY), {"all": "1"})
    assert set(times_of(amina).values()) == {LetterTime.NEVER}

    boris = UserFactory()
    client.post(refusal_path(boris, None))
    assert set(times_of(boris).values()) == {LetterTime.NEVER}


@pytest.mark.parametrize("ask", ["get", "post"])
def test_an_address_of_a_closed_account_is_none(client, amina, ask):
    amina.is_active = False
    amina.save()

    assert getattr(client, ask)(refusal_path(amina, LetterKind.REPLY)).status_code == 404
