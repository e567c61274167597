"""Every page for everybody: axe finds nothing in light, dark and right to left, nothing that axe cannot see is wrong,
and nothing is wider than a narrow phone. Which pages there are follows from the access matrix."""

from __future__ import annotations

import pytest
from celery import current_app
from django.urls import reverse
from playwright.sync_api import expect

from accounts.enums import SiteRole
from accounts.services.round_letters import refusal_path
from common.models import OutboxMail
from tests.browser.library_pages import (
    FOR_THOSE_SIGNED_IN,
    FOR_VISITORS,
    IN_THE_MIDDLE,
    NOT_LOOKED_AT,
    WITH_A_SECOND_FACTOR,
    library_routes,
)
from tests.browser.looking import looked_at
from tests.browser.people import Person
from tests.browser.world import (
    DEVELOPMENT,
    FILES,
    at_the_desk_in_other_states,
    by_matrix,
    forms_to_refuse,
    in_other_states,
    world,
)
from tests.factories import UserFactory
from tests.repository.access import TABLE

SEND_EMPTY = """() => {
    const form = document.querySelector("main form[method=post]");
    for (const it of form.querySelectorAll("input:not([type=hidden]), textarea")) it.value = "";
    form.noValidate = true;
    form.requestSubmit();
}"""

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PARTS = 3
IN_PARTS = pytest.mark.parametrize("part", range(PARTS))
"""Long rounds of pages are gone by parts, so that several processes can share them."""


@pytest.fixture(autouse=True)
def places(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(current_app, "send_task", lambda *_, **__: None)


@pytest.fixture
def everything():
    return world()


class Findings:
    """What is wrong with pages, each thing once with all the places where it is so."""

    def __init__(self) -> None:
        self.places: dict[str, list[str]] = {}

    def look(self, person: Person, *addresses: str) -> None:
        for address in addresses:
            answer = person.opens(address)
            assert (answer.header_value("content-type") or "").startswith("text/html"), address
            self.look_at_open_page(person, address)

    def look_at_open_page(self, person: Person, name: str) -> None:
        for way, wrong in looked_at(person.page):
            for it in wrong:
                self.places.setdefault(it, []).append(f"{name} ({way})")

    def are_none(self) -> None:
        if self.places:
            told = (f"{wrong}\n    " + "\n    ".join(where) for wrong, where in self.places.items())
            pytest.fail("\n".join(told), pytrace=False)


@pytest.fixture
def findings():
    return Findings()


@pytest.mark.thorough
@IN_PARTS
def test_pages_for_everyone(everything, person, findings, part):
    addresses = [
        *by_matrix("visitor"),
        *in_other_states(everything),
        *(reverse(name) for name in FOR_VISITORS),
    ]

    findings.look(person(), *addresses[part::PARTS])

    findings.are_none()


@pytest.mark.thorough
def test_pages_for_those_who_are_signed_in(everything, person, findings):
    neema = person()
    neema.signs_in(everything.matter.people.stakeholder.email)
    refused = reverse("desk")

    findings.look(neema, *by_matrix("stakeholder", but_not="visitor"), refused, *map(reverse, FOR_THOSE_SIGNED_IN))

    findings.are_none()


def test_the_page_before_the_desk_and_that_on_which_letters_end(everything, person, findings):
    reader = everything.matter.people.stakeholder
    newcomer = UserFactory(site_role=SiteRole.ADMINISTRATOR)
    findings.look(person(), refusal_path(reader))
    adele = person()
    adele.signs_in(newcomer.email, with_second_factor=False)
    findings.look(adele, reverse("second_factor"))

    findings.are_none()


@pytest.mark.thorough
@IN_PARTS
def test_pages_of_the_desk(everything, person, findings, part):
    ada = person()
    ada.signs_in(everything.matter.people.administrator.email)
    addresses = [*by_matrix("administrator", but_not="stakeholder"), *at_the_desk_in_other_states(everything)]

    findings.look(ada, *addresses[part::PARTS])

    findings.are_none()


@pytest.mark.thorough
@IN_PARTS
def test_forms_that_come_back(everything, person, findings, part):
    ada = person()
    ada.signs_in(everything.matter.people.administrator.email)

    for address in forms_to_refuse()[part::PARTS]:
        ada.opens(address)
        with ada.page.expect_navigation():
            ada.page.evaluate(SEND_EMPTY)
        findings.look_at_open_page(ada, address)

    findings.are_none()


def test_pages_on_the_way_into_an_account(everything, person, findings):
    known = everything.matter.people.stakeholder.email
    for start, address in (("account_request_login_code", known), ("account_signup", "new@example.org")):
        asks_for_a_code(person(), start, address, findings)
    forgetful = person()
    asks_for_a_code(forgetful, "account_reset_password", known, findings)
    forgetful.enters_the_code_sent_to(known)
    expect(forgetful.page.locator("main [name=password1]")).to_be_visible()
    findings.look_at_open_page(forgetful, "new password")

    findings.are_none()


def asks_for_a_code(neema: Person, start: str, address: str, findings: Findings) -> None:
    neema.opens(reverse(start))
    neema.fills(email=address)
    neema.page.locator("main form button[type=submit]").first.click()
    expect(neema.page.locator("main [name=code]")).to_be_visible()
    findings.look_at_open_page(neema, f"code after {start}")


def test_pages_of_development(everything, person, findings, settings):
    settings.DEBUG = True
    letter = OutboxMail.objects.create(to=["a@example.org"], subject="Letter", text="Words.")
    given = {"dev_letter": {"pk": letter.pk}}

    findings.look(person(), *(reverse(name, kwargs=given.get(name)) for name in sorted(DEVELOPMENT)))

    findings.are_none()


NEEDS_MORE = {"metrics", "second_factor", "mfa_remove_webauthn", "round_letters_refuse", "letters_refuse"} | {
    "dev_letter_html"
}
"""No page of ours, or one that nobody sees without a token."""


@pytest.mark.django_db(transaction=False)
def test_no_page_is_forgotten():
    answered = {name for name, row in TABLE.items() if 200 in row.get}
    actions = {name for name, row in TABLE.items() if set(row.get) == {405}}
    unseen = TABLE.keys() - answered - actions - FILES

    assert unseen == DEVELOPMENT | NEEDS_MORE
    looked_at = {*FOR_VISITORS, *FOR_THOSE_SIGNED_IN} | IN_THE_MIDDLE | WITH_A_SECOND_FACTOR
    assert {route.name for route in library_routes()} == looked_at | NOT_LOOKED_AT.keys()
