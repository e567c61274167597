"""Reading a draft and what is said about it: each step stands in the address, and the back button takes it back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from comments.enums import Position
from tests.browser.people import Person
from tests.factories import UserFactory, group
from tests.scenes import comment, open_consultation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READER = "/c/trust/drafts/1/"
WIDE = {"width": 1440, "height": 900}


@pytest.fixture
def scene():
    """Two provisions are discussed: by the academy against, then by a government in favour."""
    scene = open_consultation(slug="trust", provisions=12)
    for place in scene.provisions[:2]:
        for slug, position in (("academia", Position.OPPOSE), ("government", Position.SUPPORT)):
            by = UserFactory(stakeholder_group=group(slug))
            comment(scene, provision=place, by=by, position=position, body=f"{slug} on {place.eid}")
    return scene


def stands_beside(page: Page, title: str, *words: str) -> None:
    expect(page.locator("#discussion h2")).to_have_text(title)
    expect(page.locator("#discussion .threads .prose")).to_have_text([*words])


def narrows(page: Page, name: str, value: str) -> None:
    if page.locator("#discussion .filter-box[open]").count() == 0:
        page.locator("#discussion .filter-box > summary").click()
    page.locator(f"#discussion [name={name}]").select_option(value)
    page.locator("#discussion .filters [type=submit]").click()


def goes_to(page: Page, number: str) -> None:
    page.locator("#go-to-number").fill(number)
    page.keyboard.press("Enter")


STEPS = [
    (
        lambda page: page.locator("#art_1 .discussed").click(),
        ["Article 1: Heading 1", "government on art_1", "academia on art_1"],
    ),
    (lambda page: narrows(page, "position", "oppose"), ["Article 1: Heading 1", "academia on art_1"]),
    (lambda page: page.locator("#discussion [rel=next]").click(), ["Article 2: Heading 2", "academia on art_2"]),
    (lambda page: narrows(page, "group", "government"), ["Article 2: Heading 2"]),
    (lambda page: page.locator(".chip", has_text="Position").click(), ["Article 2: Heading 2", "government on art_2"]),
    (lambda page: narrows(page, "sort", "oldest"), ["Article 2: Heading 2", "government on art_2"]),
    (lambda page: page.keyboard.press("Escape"), ["What is said"]),
    (lambda page: goes_to(page, "article 11"), ["What is said"]),
]


def test_the_back_button_after_everything(scene, person):
    visitor: Person = person(viewport=WIDE)
    page = visitor.page
    visitor.opens(READER)
    documents: list[str] = []
    page.on("request", lambda it: documents.append(it.url) if it.is_navigation_request() else None)
    seen: list[tuple[str, list[str]]] = [(page.url, ["What is said"])]

    for step, expected in STEPS:
        if expected == ["What is said"]:
            page.locator("#discussion").focus()
        step(page)
        expect(page).not_to_have_url(seen[-1][0])
        stands_beside(page, *expected)
        seen.append((page.url, expected))
    assert page.url.endswith("#art_11")
    assert len(documents) <= 2  # asking for a number, and being led to it; all else is beside the text

    for address, expected in reversed(seen[:-1]):
        page.go_back()
        expect(page).to_have_url(address)
        stands_beside(page, *expected)
    for address, expected in seen[1:]:
        page.go_forward()
        expect(page).to_have_url(address)
        stands_beside(page, *expected)


def test_on_a_phone_a_provision_is_a_page_and_the_way_back_leads_to_it(scene, person):
    visitor: Person = person(viewport={"width": 390, "height": 800})
    page = visitor.page
    visitor.opens(READER + "?position=oppose")
    page.locator("#art_2 .discussed").scroll_into_view_if_needed()
    scrolled = page.evaluate("scrollY")

    page.locator("#art_2 .discussed").click()
    expect(page).to_have_url(re.compile(r"/p/art_2/\?position=oppose$"))
    expect(page.locator(".threads .prose")).to_have_text(["academia on art_2"])
    page.go_back()

    expect(page).to_have_url(re.compile(r"drafts/1/\?position=oppose$"))
    assert abs(page.evaluate("scrollY") - scrolled) < 5


def test_the_contents_say_where_one_is_while_one_reads_on(scene, person):
    visitor: Person = person(viewport=WIDE)
    visitor.opens(READER)
    place = visitor.page.locator(".reader > .outline [aria-current=location]")

    visitor.page.locator("#art_6").evaluate("it => it.scrollIntoView()")
    expect(place).to_contain_text("Article 6")
    visitor.page.locator("#art_3").evaluate("it => it.scrollIntoView()")
    expect(place).to_contain_text("Article 3")


def test_without_javascript_filters_and_numbers_work_the_same(scene, person):
    visitor: Person = person(viewport=WIDE, java_script_enabled=False)
    page = visitor.page
    visitor.opens(READER + "?p=art_1")

    page.locator("#discussion .filter-box > summary").click()
    page.locator("#discussion [name=position]").select_option("oppose")
    page.locator("#discussion .filters [type=submit]").click()
    stands_beside(page, "Article 1: Heading 1", "academia on art_1")
    goes_to(page, "12")

    expect(page).to_have_url(re.compile(r"at=art_12&position=oppose#art_12$"))
    page.go_back()
    stands_beside(page, "Article 1: Heading 1", "academia on art_1")
