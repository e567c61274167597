import json
import time

import pytest
from django.urls import reverse

from accounts.models import User
from comments.models import Comment
from tests.factories import TeamMemberFactory, UserFactory
from tests.scenes import comment, open_consultation

pytestmark = pytest.mark.django_db

FILE, CLOSE = reverse("my_data_file"), reverse("account_close")


@pytest.fixture
def person(client) -> User:
    person = UserFactory(email="amina@example.org", name="Amina")
    client.force_login(person)
    return person


def came_in_an_hour_ago(client) -> None:
    session = client.session
    session["account_authentication_methods"] = [
        {**it, "at": time.time() - 3600} for it in session["account_authentication_methods"]
    ]
    session.save()


def test_the_file_is_a_download_that_nothing_keeps(client, person):
    comment(open_consultation(), by=person, body="Très bien.")

    response = client.get(FILE)

    assert response.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert "no-store" in response.headers["Cache-Control"]
    assert "Très bien." in response.content.decode()
    assert json.loads(response.content)["account"]["email"] == "amina@example.org"


def test_the_page_says_what_goes_and_what_stays_before_it_asks(client, person):
    page = client.get(CLOSE).content.decode()

    assert page.index("What goes") < page.index("What stays") < page.index('name="understood"')


def test_an_account_is_closed_and_its_person_signed_out(client, person):
    said = comment(open_consultation(), by=person)

    response = client.post(CLOSE, {"understood": "on"}, follow=True)

    assert response.redirect_chain == [(reverse("account_closed"), 302)]
    assert "Your account is closed" in response.content.decode()
    assert not User.objects.filter(email="amina@example.org").exists()
    assert client.get(reverse("profile")).status_code == 302
    assert Comment.objects.get(pk=said.pk).author is None


def test_nothing_is_closed_without_the_tick(client, person):
    response = client.post(CLOSE, {})

    assert response.status_code == 422
    assert "Nothing was changed." in response.content.decode()
    assert User.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize(("method", "address"), [("get", FILE), ("post", CLOSE)])
def test_whoever_came_in_long_ago_is_asked_again(client, person, method, address):
    came_in_an_hour_ago(client)

    response = getattr(client, method)(address, {"understood": "on"})

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert User.objects.filter(pk=person.pk).exists()


def test_whoever_has_a_role_is_told_what_to_do_first(client, person):
    TeamMemberFactory(user=person)

    page = client.get(CLOSE).content.decode()
    response = client.post(CLOSE, {"understood": "on"})

    assert "Ask an administrator to take it back first" in page
    assert 'name="understood"' not in page
    assert response.status_code == 409
    assert User.objects.filter(pk=person.pk).exists()
