"""Every page for everybody: axe finds nothing in light, dark and right to left, nothing that axe cannot see is wrong,
and nothing is wider than a narrow phone. Which pages there are follows from the access matrix."""

from __future__ import annotations

import pytest
from celery import current_app
from django.urls import reverse
from playwright.sync_api import expect

from common.models import OutboxMail
from tests.browser.library_pages import (
    FOR_THOSE_SIGNED_IN,
    FOR_VISITORS,
    IN_THE_MIDDLE,
    NOT_LOOKED_AT,
    library_routes,
)
from tests.browser.looking import looked_at
from tests.browser.people import Person
from tests.browser.world import (
    DEVELOPMENT,
    at_the_desk_in_other_states,
    by_matrix,
    forms_to_refuse,
    in_other_states,
    world,
)
from tests.repository.access import TABLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def places(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(current_app, "send_task", lambda *_, **__: None)


@pytest.fixture
def everything():
    return world()


def problems_of(person: Person, addresses: list[str]) -> dict[str, list[str]]:
    """What is wrong, by page and way of looking at it; {} for nothing."""
    found = {}
    for address in addresses:
        answer = person.opens(address)
        assert answer.header_value("content-type").startswith("text/html"), address
        found |= problems_of_open_page(person, address)
    return found


def problems_of_open_page(person: Person, name: str) -> dict[str, list[str]]:
    return {f"{name} {way}": wrong for way, wrong in looked_at(person.page) if wrong}


def test_pages_for_everyone(everything, person):
    library = [reverse(name) for name in FOR_VISITORS]

    assert problems_of(person(), by_matrix("visitor") + in_other_states(everything) + library) == {}


def test_pages_for_those_who_are_signed_in(everything, person):
    neema = person()
    neema.signs_in(everything.matter.people.stakeholder.email)
    own = [address for address in by_matrix("stakeholder", but_not="visitor")]

    assert problems_of(neema, [*own, reverse("desk"), *(reverse(name) for name in FOR_THOSE_SIGNED_IN)]) == {}


def test_pages_of_the_desk(everything, person):
    ada = person()
    ada.signs_in(everything.matter.people.administrator.email)
    pages = by_matrix("administrator", but_not="stakeholder") + at_the_desk_in_other_states(everything)

    assert problems_of(ada, pages) == {}


def test_forms_that_come_back(everything, person):
    ada = person()
    ada.signs_in(everything.matter.people.administrator.email)
    found = {}
    for address in forms_to_refuse():
        ada.opens(address)
        with ada.page.expect_navigation():
            ada.page.evaluate(
                """() => {
                    const form = document.querySelector("main form[method=post]");
                    for (const it of form.querySelectorAll("input:not([type=hidden]), textarea")) it.value = "";
                    form.noValidate = true;
                    form.requestSubmit();
                }"""
            )
        found |= problems_of_open_page(ada, address)

    assert found == {}


def test_pages_on_the_way_into_an_account(everything, person):
    found = {}
    known = everything.matter.people.stakeholder.email
    for start, address in (("account_request_login_code", known), ("account_signup", "new@example.org")):
        neema = person()
        neema.opens(reverse(start))
        neema.fills(email=address)
        neema.page.locator("main form button[type=submit]").first.click()
        expect(neema.page.locator("main [name=code]")).to_be_visible()
        found |= problems_of_open_page(neema, start)
    neema = person()
    neema.opens(reverse("account_reset_password"))
    neema.fills(email=known)
    neema.page.locator("main form button[type=submit]").first.click()
    expect(neema.page.locator("main [name=code]")).to_be_visible()
    found |= problems_of_open_page(neema, "code to a new password")
    neema.enters_the_code_sent_to(known)
    expect(neema.page.locator("main [name=password1]")).to_be_visible()
    found |= problems_of_open_page(neema, "new password")

    assert found == {}


def test_pages_of_development(everything, person, settings):
    settings.DEBUG = True
    pk = OutboxMail.objects.create(to=["a@example.org"], subject="Letter", text="Words.").pk
    given = {"dev_letter": {"pk": pk}}

    assert problems_of(person(), [reverse(name, kwargs=given.get(name)) for name in sorted(DEVELOPMENT)]) == {}


@pytest.mark.django_db(transaction=False)
def test_no_page_is_forgotten():
    answered = {name for name, row in TABLE.items() if 200 in row.get}
    actions = {name for name, row in TABLE.items() if set(row.get) == {405}}
    unseen = TABLE.keys() - answered - actions

    assert unseen == DEVELOPMENT | {"metrics"}
    looked_at = {*FOR_VISITORS, *FOR_THOSE_SIGNED_IN} | IN_THE_MIDDLE
    assert {route.name for route in library_routes()} == looked_at | NOT_LOOKED_AT.keys()
