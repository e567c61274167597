"""Django's admin pages: every registered model × what one can do there × who asks.

They are for looking things up. What a service must do is done by that service and stands on record; everything else is
read-only here. A model that is registered anew fails `test_every_registered_model_is_in_the_table`.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.admin import site
from accounts.models import Organisation, StakeholderGroup, User
from common.models import AuditEntry
from consultations.enums import TeamRole
from tests.factories import AdministratorFactory, OrganisationFactory, TeamMemberFactory, UserFactory, group
from tests.repository.asking import WRITES
from tests.signing_in import without_a_second_factor

pytestmark = pytest.mark.django_db

YES, NO = 200, 403
SIGN_IN, DOOR = "is led to sign in", "is led to the second factor"


class May(NamedTuple):
    """What an administrator may do with rows of a model; `actions` are those offered above its list."""

    look: int
    add: int
    change: int
    delete: int
    actions: frozenset[str] = frozenset()


LOOKING_ONLY = May(look=YES, add=NO, change=NO, delete=NO)
BY_SERVICES = LOOKING_ONLY._replace(change=YES)
"""Fields that a service changes can be changed; the others are read-only."""

TABLE = {User: BY_SERVICES, StakeholderGroup: LOOKING_ONLY, Organisation: LOOKING_ONLY}

CHANGEABLE = {User: {"site_role", "is_active"}}

REFUSED = {
    "visitor": SIGN_IN,
    "stakeholder": NO,
    "observer without a second factor": DOOR,
    "administrator without a second factor": DOOR,
    **{role.value: NO for role in TeamRole},
}
"""Who gets nowhere, whatever they ask."""


@pytest.fixture
def clients() -> dict[str, Client]:
    """A browser a role."""
    found = {"visitor": Client(), "stakeholder": of(UserFactory()), "administrator": of(AdministratorFactory())}
    found |= {role.value: of(TeamMemberFactory(role=role).user) for role in TeamRole}
    observer = TeamMemberFactory(role=TeamRole.OBSERVER).user
    for name, user in (("observer", observer), ("administrator", AdministratorFactory())):
        found[f"{name} without a second factor"] = client = Client()
        without_a_second_factor(client, user, "django.contrib.auth.backends.ModelBackend")
    return found


def of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def rows() -> dict[type, int]:
    """The key of a row of each model, which is nobody's of those who ask."""
    return {User: UserFactory().pk, StakeholderGroup: group("academia").pk, Organisation: OrganisationFactory().pk}


def pages(model: type, pk: int) -> dict[str, str]:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    return {
        "look": reverse(f"{name}_changelist"),
        "add": reverse(f"{name}_add"),
        "change": reverse(f"{name}_change", args=[pk]),
        "delete": reverse(f"{name}_delete", args=[pk]),
    }


def answer(response) -> int | str:
    """Where one ends who follows."""
    asked = response.redirect_chain[-1][0] if response.redirect_chain else ""
    if asked.startswith(reverse("account_login")):
        return SIGN_IN
    return DOOR if asked.startswith((reverse("second_factor"), reverse("mfa_index"))) else response.status_code


def asked_of_everybody(clients, rows, roles, *, method):
    """What is answered, and to which tables was written meanwhile, by model, page and role."""
    found, wrote = {}, set()

    def note(execute, sql, *rest):
        wrote.update(WRITES.findall(sql))
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        for model, pk in rows.items():
            for what, address in pages(model, pk).items():
                for role in roles:
                    response = getattr(clients[role], method)(address, {"post": "yes"}, follow=True)
                    found[model.__name__, what, role] = answer(response)
    return found, wrote - {"django_session"}


def wrong(found, expected):
    return {cell: (expected(*cell), got) for cell, got in found.items() if expected(*cell) != got}


def test_every_registered_model_is_in_the_table():
    assert set(site._registry) == TABLE.keys()


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_gets_anywhere_and_nothing_changes(clients, rows, method):
    found, wrote = asked_of_everybody(clients, rows, REFUSED, method=method)

    assert wrong(found, lambda model, what, role: REFUSED[role]) == {}
    assert wrote == set()


def test_an_administrator_gets_what_the_table_says(clients, rows):
    may = {model.__name__: answers for model, answers in TABLE.items()}

    found, wrote = asked_of_everybody(clients, rows, ["administrator"], method="get")

    looks_at_one = {(model, "change", "administrator"): YES for model in may}
    assert wrong(found, lambda *cell: looks_at_one.get(cell, getattr(may[cell[0]], cell[1]))) == {}
    assert wrote == set()


def test_what_is_read_only_is_refused_to_administrators_too_and_nothing_changes(clients, rows):
    tried = {
        (model, what): clients["administrator"].post(
            address, {"post": "yes", "name": "Another", "email": "a@b.example"}
        )
        for model, pk in rows.items()
        for what, address in pages(model, pk).items()
        if what != "look" and getattr(TABLE[model], what) == NO
    }

    assert {(model.__name__, what): it.status_code for (model, what), it in tried.items() if it.status_code != NO} == {}
    assert not AuditEntry.objects.exists()


def test_only_what_a_service_changes_can_be_changed(clients, rows, rf):
    request = rf.get("/")
    request.user = AdministratorFactory()
    open_fields = {
        model: set(it.get_fields(request, row)) - set(it.get_readonly_fields(request, row))
        for model, it in site._registry.items()
        for row in [model.objects.get(pk=rows[model])]
        if TABLE[model].change == YES
    }

    assert open_fields == CHANGEABLE


def test_the_actions_are_those_of_the_table(clients, rf):
    request = rf.get("/")
    request.user = AdministratorFactory()

    assert {model: frozenset(it.get_actions(request)) for model, it in site._registry.items()} == {
        model: may.actions for model, may in TABLE.items()
    }


@pytest.mark.parametrize(
    ("sent", "recorded"),
    [
        ({"site_role": "administrator", "is_active": "on"}, [{"site_role": "administrator"}]),
        ({"site_role": "member"}, [{"active": False}]),
        ({"site_role": "administrator"}, [{"site_role": "administrator"}, {"active": False}]),
        ({"site_role": "member", "is_active": "on"}, []),
    ],
)
def test_each_change_is_on_record_once(clients, rows, sent, recorded):
    clients["administrator"].post(pages(User, rows[User])["change"], sent)

    rows_of_it = AuditEntry.objects.filter(subject_type="accounts.user", subject_id=rows[User]).order_by("pk")
    assert [entry.after for entry in rows_of_it] == recorded
