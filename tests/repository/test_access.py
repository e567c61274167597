"""Who gets which answer at which address: every route of ours × every role × every state of a round × every audience,
reading and writing.

What one may not see is 404, what one may see and not do is 403, what the clock or the audience stands against is 409,
and who has not signed in is led there. A new route fails `test_every_route_is_in_the_table` until its row is in
`access.py`.
"""

import pytest
from django.db import transaction
from django.urls import reverse

from consultations.enums import Audience
from tests.repository.access import TABLE, nothing_of_the_form
from tests.repository.answers import NOT_TAKEN, SIGN_IN, USUAL, Case, State
from tests.repository.asking import ASKED_IN_ANY_RUN, World, answer, as_table, make_world, wrong_cells
from tests.repository.routes import routes

pytestmark = pytest.mark.django_db

CASES = [
    pytest.param(
        case, id=f"{case.state}-{case.audience}", marks=[] if case in ASKED_IN_ANY_RUN else pytest.mark.thorough
    )
    for case in (Case(state, audience) for state in State for audience in Audience)
]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def test_every_route_is_in_the_table():
    names = {route.name for route in routes()}

    assert names - TABLE.keys() == set()
    assert TABLE.keys() - names == set()


@pytest.mark.parametrize("case", CASES)
def test_each_role_gets_its_answer_at_each_address(world: World, case: Case):
    with world.at(case):
        wrong = wrong_cells(world, case)

    assert not wrong, as_table(wrong)


def test_who_may_not_is_told_so_before_what_is_wrong_with_the_form(world: World):
    with world.at(USUAL):
        told = {
            (name, role): asker.post(reverse(name, kwargs=row.given), nothing_of_the_form())
            for name, row in TABLE.items()
            for role, asker in world.askers.items()
            if is_refused(name, role)
        }

    assert {it: answer(response) for it, response in told.items()} == {
        (name, role): getattr(TABLE[name].post, role) for name, role in told
    }


def is_refused(name: str, role: str) -> bool:
    """From writing there at all; who has only not signed in yet may be told first what is wrong."""
    row = TABLE[name]
    expected = getattr(row.post, role)
    return row.writing is not NOT_TAKEN and (
        expected in {403, 404} or (expected == SIGN_IN and getattr(row.get, role) != 200)
    )
