"""Who gets which answer at which address: every route of ours × every role, reading and writing.

What one may not see is 404, what one may see and not do is 403, and who has not signed in is led there. A new route
fails `test_every_route_is_in_the_table` until its row is in `access.py`.
"""

import pytest
from django.db import transaction
from django.urls import reverse

from consultations.enums import ConsultationState
from tests.repository.access import NOT_TAKEN, SIGN_IN, TABLE, Answer, Answers, nothing_of_the_form
from tests.repository.matter import matter
from tests.repository.routes import routes

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


def answers(client, name: str, state: ConsultationState, *, data=None) -> tuple[Answers, Answers]:
    """To GET and to POST. Each role asks the same; what one of them changes is taken back before the next."""
    row = TABLE[name]
    people = vars(matter(state).people).values()
    address = reverse(name, kwargs=row.given)
    read, written = [], []
    for person in (None, *people):
        client.logout()
        if person is not None:
            client.force_login(person, backend=BACKEND)
        with transaction.atomic():
            read.append(answer(client.get(address)))
            written.append(answer(client.post(address, (data or row.data)())))
            transaction.set_rollback(True)
    return Answers(*read), Answers(*written)


def answer(response) -> Answer:
    led_to_sign_in = response.status_code == 302 and response.url.startswith(reverse("account_login"))
    return SIGN_IN if led_to_sign_in else response.status_code


def test_every_route_is_in_the_table():
    names = {route.name for route in routes()}

    assert names - TABLE.keys() == set()
    assert TABLE.keys() - names == set()


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.post != NOT_TAKEN])
def test_who_may_not_is_told_so_before_what_is_wrong_with_the_form(name, client):
    row = TABLE[name]
    _read, written = answers(client, name, ConsultationState.PUBLISHED, data=nothing_of_the_form)

    refused = {
        role: answer
        for role, answer in row.post._asdict().items()
        if answer in {403, 404} or (answer == SIGN_IN and getattr(row.get, role) != 200)
    }
    assert {role: getattr(written, role) for role in refused} == refused


@pytest.mark.parametrize("name", TABLE)
def test_each_role_gets_its_answer(name, client):
    assert answers(client, name, ConsultationState.PUBLISHED) == (TABLE[name].get, TABLE[name].post)


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.is_of_a_consultation])
def test_each_role_gets_its_answer_before_publication(name, client):
    assert answers(client, name, ConsultationState.UNPUBLISHED) == TABLE[name].unpublished()
