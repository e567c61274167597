"""Long threads: five thousand comments in one, forty levels on a phone; reacting, quoting, folding and going back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from comments.contributors import named_key
from comments.models import Comment, Reaction
from comments.services.insertion import Entry, insert_comments
from common.enums import Verb
from tests.browser.people import PASSWORD
from tests.factories import UserFactory
from tests.scenes import Scene, comment, open_consultation, reply

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MANY = 5_000


@pytest.fixture
def scene() -> Scene:
    return open_consultation(slug="trust")


def said(scene: Scene, number: int, parent: Comment | None = None) -> Entry:
    return Entry(
        round=scene.round,
        parent=parent,
        provision=None if parent else scene.provisions[0],
        body=f"Reply number {number}." if parent else "We welcome this draft.",
        posted_at=timezone.now() - timedelta(days=1) + timedelta(seconds=number),
        contributor_key=named_key(name=""),
        author_name=f"Speaker {number}",
    )


def insert(*entries: Entry) -> list[Comment]:
    return insert_comments(entries, by=None, verb=Verb.IMPORTED)


def long_thread(scene: Scene) -> list[Comment]:
    """The first comment and its replies, in reading order."""
    (first,) = insert(said(scene, 0))
    return [first, *insert(*[said(scene, number, first) for number in range(1, MANY)])]


def deep_thread(scene: Scene, levels: int) -> list[Comment]:
    thread = insert(said(scene, 0))
    for level in range(1, levels):
        thread += insert(said(scene, level, thread[-1]))
    return thread


def articles(page):
    return page.locator("article.comment")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_five_thousand_comments_in_one_thread(person, scene, scripts):
    thread = long_thread(scene)
    reader = person(java_script_enabled=scripts)
    page = reader.page

    reader.opens("/c/trust/drafts/1/p/art_1/")
    expect(articles(page)).to_have_count(4)
    page.get_by_role("link", name="4996 more replies").click()
    expect(articles(page)).to_have_count(51)
    expect(page.locator(f"#{thread[50].reference}")).to_contain_text("Reply number 50.")
    if not scripts:
        expect(page).to_have_url(reader.base + thread[0].get_absolute_url())

    page.get_by_role("link", name="More replies").click()
    expect(page.locator(f"#{thread[100].reference}")).to_contain_text("Reply number 100.")
    expect(articles(page)).to_have_count(101 if scripts else 51)
    if scripts:
        expect(page.locator(f"#{thread[51].reference}")).to_be_focused()

    middle = thread[2_500]
    reader.opens(f"{middle.get_absolute_url()}#{middle.reference}")
    expect(page.locator(f"#{middle.reference}")).to_be_in_viewport()
    expect(page.locator(f"#{thread[2_497].reference}")).to_be_visible()
    page.get_by_role("link", name="Earlier replies").click()
    expect(page.locator(f"#{thread[2_496].reference}")).to_be_visible()
    if scripts:
        expect(page.locator(f"#{thread[2_497].reference}")).to_be_in_viewport()


def test_the_back_button_brings_back_what_one_had_fetched(person, scene):
    thread = long_thread(scene)
    reader = person()
    page = reader.page
    reader.opens(thread[0].get_absolute_url())
    page.get_by_role("link", name="More replies").click()
    expect(articles(page)).to_have_count(101)
    page.get_by_role("link", name="More replies").click()
    expect(articles(page)).to_have_count(151)
    far = page.locator(f"#{thread[140].reference}")
    far.get_by_role("link", name="Quote").click()
    expect(page.locator("textarea[name=body]")).to_have_value(
        f"> Reply number 140.\n>\n> — {thread[140].reference}\n\n"
    )

    page.go_back()

    expect(articles(page)).to_have_count(151)
    expect(far).to_be_in_viewport()


def test_selected_words_are_quoted(person, scene):
    (first,) = insert(said(scene, 0))
    reader = person()
    reader.opens(first.get_absolute_url())
    reader.page.locator(".comment .prose p").evaluate(
        "it => { const range = document.createRange(); range.setStart(it.firstChild, 3);"
        " range.setEnd(it.firstChild, 10); getSelection().removeAllRanges(); getSelection().addRange(range); }"
    )

    reader.page.get_by_role("link", name="Quote").click()

    expect(reader.page.locator("textarea[name=body]")).to_have_value(f"> welcome\n>\n> — {first.reference}\n\n")


def test_forty_levels_fit_a_phone_and_fold_away_for_the_visit(person, scene):
    thread = deep_thread(scene, 40)
    reader = person(viewport={"width": 320, "height": 700})
    page = reader.page
    reader.opens(thread[0].get_absolute_url())
    expect(articles(page)).to_have_count(40)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator(f"#{thread[39].reference} .prose").bounding_box()["width"] > 200
    expect(page.locator(f"#{thread[39].reference}")).to_contain_text(f"in reply to Speaker 38 · {thread[38].reference}")

    page.locator(f"#{thread[10].reference}").get_by_role("button", name="Hide replies (29)").press("Enter")
    expect(page.locator(f"#{thread[11].reference}")).to_be_hidden()
    expect(page.locator(f"#{thread[10].reference}").get_by_role("button", name="Show replies (29)")).to_be_focused()
    page.reload()
    expect(page.locator(f"#{thread[39].reference}")).to_be_hidden()
    reader.opens(f"{thread[30].get_absolute_url()}#{thread[30].reference}")
    expect(page.locator(f"#{thread[30].reference}")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_one_agrees_thinks_again_and_takes_it_back(person, scene, scripts):
    (first,) = insert(said(scene, 0))
    reader = person(java_script_enabled=scripts)
    reader.signs_in(UserFactory().email)
    reader.opens("/c/trust/drafts/1/p/art_1/")
    row = reader.page.locator(f"#{first.reference}")

    for pressed, stored in (("Agree", ["agree"]), ("Disagree", ["disagree"]), ("Disagree", [])):
        button = row.get_by_role("button", name=pressed).first
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true" if stored else "false")
        if scripts:
            expect(button).to_be_focused()
            expect(reader.page.locator("#reacted")).to_contain_text(first.reference)
        assert list(Reaction.objects.values_list("value", flat=True)) == stored


def test_a_visitor_signs_in_and_then_agrees(person, scene):
    (first,) = insert(said(scene, 0))
    someone = UserFactory()
    reader = person()
    reader.opens(first.get_absolute_url())
    reader.page.get_by_role("link", name="Agree").first.click()
    reader.fills(login=someone.email, password=PASSWORD)
    reader.presses("Sign in")
    expect(reader.page).to_have_url(f"{reader.base}/comments/{first.reference}/reactions/?opinion=agree")
    assert not Reaction.objects.exists()

    reader.presses("Agree")

    expect(reader.page.get_by_role("button", name="Agree 1")).to_have_attribute("aria-pressed", "true")
    assert [it.user for it in Reaction.objects.all()] == [someone]


def test_what_is_new_is_said_and_moves_nothing_until_asked_for(person, scene):
    first = comment(scene, provision=scene.provisions[0])
    reader = person()
    page = reader.page
    page.clock.install()
    reader.opens("/c/trust/drafts/1/p/art_1/")
    below = reply(first, body="A late thought.")
    latest = comment(scene, provision=scene.provisions[0], body="Something else.")

    page.clock.run_for(61_000)
    expect(page.get_by_role("button", name="2 new comments")).to_be_visible()
    expect(articles(page)).to_have_count(1)
    page.get_by_role("button", name="2 new comments").press("Enter")

    expect(articles(page)).to_have_count(3)
    expect(page.locator(f"#{latest.reference}")).to_be_focused()
    for new in (below, latest):
        expect(page.locator(f"#{new.reference} .badge-new")).to_have_text("New")
    expect(page.get_by_role("status").filter(has_text="New comments are marked.")).to_be_visible()
