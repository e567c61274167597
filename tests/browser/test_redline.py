"""What changed between two drafts, as it is read in a browser."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from comments.views import redline_plan
from consultations.enums import LineageKind as K
from tests.browser.wire import Wire, weight
from tests.redlining import draft_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split()


@pytest.fixture
def address(live_server) -> str:
    cache.clear()
    before = draft_of({number: f"Parties keep record {number}." for number in range(1, 9)})
    became = [(number, number, K.CHANGED if number % 2 else K.UNCHANGED) for number in range(1, 9)]
    texts = {number: f"Parties {'publish' if number % 2 else 'keep'} record {number}." for number in range(1, 9)}
    draft_of(texts, after=before, became=became)
    return live_server.url + reverse("redline", args=[before.consultation.slug, 1, 2])


def test_n_and_p_lead_from_change_to_change_unless_letters_are_no_keys(person, address):
    page = person().page
    page.goto(address)

    for expected in ("art_1", "art_3", "art_5"):
        page.keyboard.press("n")
        expect(page.locator(f"#{expected} h3")).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator("#art_3 h3")).to_be_focused()

    page.locator(".keys summary").click()
    page.get_by_label("These letters are keys on this page").uncheck()
    page.reload()
    page.keyboard.press("n")
    expect(page.locator("#art_1 h3")).not_to_be_focused()


def test_n_goes_on_to_the_next_page(person, address, monkeypatch):
    monkeypatch.setattr(redline_plan, "PAGE", 1)
    page = person().page
    page.goto(address)

    page.keyboard.press("n")
    page.keyboard.press("n")

    expect(page).to_have_url(f"{address}?page=3#art_3")


def test_without_a_script_links_lead_on_and_folds_open(person, address):
    page = person(java_script_enabled=False).page
    page.goto(address)

    page.locator("#art_1 [data-way=next]").click()
    expect(page).to_have_url(f"{address}#art_3")
    page.locator("summary", has_text="1 unchanged provision").first.click()
    expect(page.get_by_text("Parties keep record 2.")).to_be_visible()
    page.get_by_role("link", name="Only what has changed").click()
    expect(page.locator("summary", has_text="unchanged")).to_have_count(0)
    page.get_by_role("link", name="Side by side").click()
    expect(page).to_have_url(f"{address}?view=side&only=changes")


@pytest.mark.parametrize(("width", "is_beside"), [(1000, True), (390, False)])
def test_sides_stand_beside_each_other_where_there_is_room(person, address, width, is_beside):
    page = person(viewport={"width": width, "height": 800}).page
    page.goto(f"{address}?view=side")

    before, after = (it.bounding_box() for it in page.locator("#art_1 .sides > div").all())

    assert (before["y"] == after["y"]) is is_beside
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("view", ["", "?view=side", "?only=changes"])
def test_the_redline_of_long_drafts_is_light(person, live_server, view):
    cache.clear()
    chance = random.Random(1)
    old = {number: chance.choices(WORDS, k=80) for number in range(1, 400)}
    new = {number: [*words[:40], *chance.choices(WORDS, k=3), *words[43:]] for number, words in old.items()}
    before = draft_of({number: " ".join(words) for number, words in old.items()})
    became = [(number, number, K.CHANGED) for number in old]
    after = draft_of({number: " ".join(words) for number, words in new.items()}, after=before, became=became)

    came = Wire(person().page).opens(live_server.url + reverse("redline", args=[after.consultation.slug, 1, 2]) + view)

    assert 30_000 < weight(came) <= 90_000
