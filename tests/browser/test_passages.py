"""Commenting on a passage with a mouse, with the keyboard alone, with a finger, and without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from comments.asked_places import AskedPlace
from comments.models import Anchor
from tests.browser.keys import Keys
from tests.factories import UserFactory
from tests.passages import SENTENCES, scene_with_passages
from tests.scenes import comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
READER = "/c/trust/drafts/1/"
PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}

SELECT = """([first, last]) => {
    const found = (quote) => {
        for (const words of document.querySelectorAll(".draft-text .words")) {
            const texts = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
            for (let node = texts.nextNode(); node; node = texts.nextNode()) {
                const at = node.data.indexOf(quote);
                if (at >= 0) return [node, at, at + quote.length];
            }
        }
    };
    const [start, from] = found(first);
    const [end, , to] = found(last);
    getSelection().setBaseAndExtent(start, from, end, to);
}"""


@pytest.fixture
def scene():
    UserFactory(email="arun@example.org")
    return scene_with_passages(slug="trust")


def selects(page: Page, first: str, last: str = "") -> None:
    """As a pointer or a finger leaves it; a browser without a screen has no handles to drag."""
    page.evaluate(SELECT, [first, last or first])


def passages() -> list[tuple[str, str]]:
    return list(Anchor.objects.order_by("ordinal").values_list("provision__eid", "quote"))


def test_dragged_words_are_commented_on_and_marked(scene, person):
    arun = person()
    arun.signs_in("arun@example.org")
    arun.opens(READER)
    words = arun.page.locator("#art_1 .words p")
    box = words.bounding_box()
    arun.page.mouse.move(box["x"] + 2, box["y"] + 10)
    arun.page.mouse.down()
    arun.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 12, steps=5)
    arun.page.mouse.up()

    arun.follows("Comment on this passage")
    expect(arun.page.locator(".about-passage mark")).to_contain_text("Each Party")
    arun.fills(body="Which Party?")
    arun.presses("Post the comment")
    arun.sees("Posted.")

    [(eid, quote)] = passages()
    assert (eid, quote.startswith("Each Party")) == ("art_1", True)
    arun.opens(READER)
    expect(arun.page.locator("mark.passage")).to_have_text(re.compile(re.escape(quote)))
    arun.page.locator(".passage-link").click()
    expect(arun.page).to_have_url(re.compile(r"/p/art_1/\?about=art_1%40en%3A\d+-\d+#threads$"))
    arun.sees("Which Party?")


def test_words_of_several_provisions_are_several_places(scene, person):
    arun = person()
    arun.signs_in("arun@example.org")
    arun.opens(READER)
    selects(arun.page, "No Party", "Below the third.")

    arun.follows("Comment on this passage")
    arun.fills(body="All of this.")
    arun.presses("Post the comment")
    arun.sees("Posted.")

    assert passages() == [
        ("art_1", "No Party may leave."),
        ("art_2", ""),
        ("art_3__para_1", "Below the third."),
    ]


def test_a_passage_is_commented_on_with_the_keyboard_alone(scene, person):
    arun = person()
    arun.signs_in("arun@example.org")
    arun.opens(READER)

    keys = Keys(arun.page)
    keys.reaches("Article 1: Heading 1: no comments yet", press="Enter")
    expect(arun.page.locator("#discussion")).to_be_focused()
    keys.reaches("Choose a passage", press="Enter")
    expect(arun.page).to_have_url(re.compile("/p/art_1/comment/"))
    keys.reaches("sentences", press="Tab")
    arun.page.keyboard.press("Space")
    keys.reaches("body")
    arun.page.keyboard.type("Typed, not clicked.")
    keys.reaches("Post the comment", press="Enter")
    arun.sees("Posted.")

    assert passages() == [("art_1", "Each Party shall report on art. 5.")]


def test_selecting_by_keys_leads_on_by_the_tab_key_and_escape_puts_it_away(scene, person):
    arun = person()
    arun.signs_in("arun@example.org")
    arun.opens(READER)
    selects(arun.page, "report")
    expect(arun.page.get_by_role("status").filter(has_text="Passage selected")).to_have_count(1)
    arun.page.keyboard.press("Escape")
    expect(arun.page.locator(".passage-tool")).to_have_count(0)

    selects(arun.page, "report")
    expect(arun.page.locator(".passage-tool")).to_be_visible()
    keys = Keys(arun.page)
    keys.reaches("Comment on this passage")
    assert "Comment on this passage" not in keys.passes_until("How to take part")
    selects(arun.page, "report")
    expect(arun.page.locator(".passage-tool")).to_be_visible()
    keys.reaches("Comment on this passage", press="Enter")
    expect(arun.page.locator(".about-passage mark")).to_have_text("report")


def test_a_passage_is_commented_on_by_touch(scene, person):
    arun = person(**PHONE)
    arun.signs_in("arun@example.org")
    arun.opens(READER)
    selects(arun.page, "may leave")

    link = arun.page.get_by_role("link", name="Comment on this passage")
    expect(link).to_be_visible()
    box, window = link.bounding_box(), arun.page.viewport_size
    assert box["height"] >= 24
    assert box["y"] + box["height"] <= window["height"]
    link.tap()
    expect(arun.page.locator(".about-passage mark")).to_have_text("may leave")
    arun.fills(body="By finger.")
    arun.page.get_by_role("button", name="Post the comment").tap()
    arun.sees("Posted.")

    assert passages() == [("art_1", "may leave")]


def test_a_passage_is_chosen_from_its_sentences_without_a_script(scene, person):
    arun = person(java_script_enabled=False, viewport={"width": 320, "height": 640})
    arun.signs_in("arun@example.org")
    arun.opens("/c/trust/drafts/1/p/art_1/")
    arun.follows("Choose a passage")
    arun.page.locator(f'[value="{SENTENCES[2]}"]').check()
    arun.page.locator("#further summary").click()
    arun.fills(body="Without a script.", also="Article 9")
    arun.presses("Add it")
    arun.sees("This draft has no provision “Article 9”.")
    arun.fills(also="Article 2")
    arun.presses("Add it")
    arun.presses("Post the comment")
    arun.sees("Posted.")

    assert passages() == [("art_1", "No Party may leave."), ("art_2", "")]


def test_a_passage_is_kept_through_signing_in(scene, person):
    visitor = person()
    visitor.opens(READER)
    selects(visitor.page, "shall act")
    visitor.follows("Comment on this passage")
    visitor.fills(body="Before signing in.")
    visitor.presses("Post the comment")
    visitor.fills(login="arun@example.org", password="correct horse")
    visitor.presses("Sign in")
    expect(visitor.page.locator(".about-passage mark")).to_have_text("shall act")
    visitor.presses("Post the comment")
    visitor.sees("Posted.")

    assert passages() == [("art_1", "shall act")]


def test_marks_do_not_change_what_is_selected(scene, person):
    for name in (SENTENCES[0], "art_1@en:5-40"):
        comment(scene, places=[AskedPlace.read(name)])
    arun = person()
    arun.signs_in("arun@example.org")
    arun.opens(READER)
    selects(arun.page, "shall r", "may")  # one mark ends within the word

    arun.follows("Comment on this passage")

    expect(arun.page.locator(".about-passage mark")).to_have_text("shall report on art. 5. No Party may")
