"""A comment posted by people who have no JavaScript, or no pointer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from comments.enums import Kind, Position
from comments.models import Comment
from tests.browser.keys import Keys
from tests.factories import UserFactory, group
from tests.scenes import comment, open_consultation

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene():
    return open_consultation(slug="trust")


def test_the_whole_journey_on_a_phone_without_javascript(scene, person, celery_worker_process):
    celery_worker_process.start(beat=True)
    group("civil-society")
    neema = person(java_script_enabled=False, viewport={"width": 320, "height": 640})

    neema.opens("/")
    neema.follows("Initiative trust")
    neema.follows("Read and comment")
    neema.page.locator("#art_2 h2 a").click()
    neema.follows("Comment on this provision")
    neema.chooses("position", "oppose")
    neema.chooses("kind", "wording")
    neema.fills(body="Without a *script*.")
    neema.presses("Post the comment")
    neema.sees("Change the words of the draft")
    neema.fills(proposed_wording="Each Party may do the second thing.")
    neema.presses("Post the comment")
    neema.signs_up("neema@example.org", "Neema Wanjiru")
    neema.sees("Your text was kept")
    neema.presses("Post the comment")
    neema.sees("Posted.")

    posted = Comment.objects.get()
    assert (posted.kind, posted.position, posted.author_name) == (Kind.WORDING, Position.OPPOSE, "Neema Wanjiru")
    assert posted.current_revision.proposed_wording == "Each Party may do the second thing."


def test_a_comment_is_posted_with_the_keyboard_alone(scene, person):
    UserFactory(email="arun@example.org")
    arun = person()
    arun.signs_in("arun@example.org")
    arun.opens("/c/trust/drafts/1/")

    keys = Keys(arun.page)
    keys.reaches("Article 2: Heading 2: no comments yet", press="Enter")
    expect(arun.page.locator("#discussion")).to_be_focused()
    keys.reaches("Comment on this provision", press="Enter")
    expect(arun.page).to_have_url(re.compile("/p/art_2/comment/$"))
    keys.reaches("position", press="ArrowLeft")
    keys.reaches("body")
    arun.page.keyboard.type("Typed, not clicked.")
    keys.reaches("Post the comment", press="Enter")
    arun.sees("Posted.")

    posted = Comment.objects.get()
    assert (posted.position, posted.current_revision.body) == (Position.OPPOSE, "Typed, not clicked.")


def test_posting_one_comment_leaves_what_is_typed_elsewhere(scene, person):
    UserFactory(email="arun@example.org")
    arun = person()
    arun.signs_in("arun@example.org")
    arun.opens("/c/trust/drafts/1/p/art_1/comment/")
    arun.chooses("kind", "wording")
    arun.fills(body="Refused, for its wording is the draft's.")
    arun.presses("Post the comment")
    arun.sees("Your comment is not posted yet.")

    arun.opens("/c/trust/drafts/1/p/art_2/comment/")
    arun.fills(body="Posted in between.")
    arun.presses("Post the comment")
    arun.sees("Posted. This page is its permanent address.")

    arun.opens("/c/trust/drafts/1/p/art_1/comment/")
    expect(arun.page.locator("main [name=body]")).to_have_value("Refused, for its wording is the draft's.")
    arun.opens("/c/trust/drafts/1/p/art_2/comment/")
    expect(arun.page.locator("main [name=body]")).to_have_value("")


def test_the_most_discussed_opens_beside_the_text_and_closes(scene, person):
    comment(scene, provision=scene.provisions[1])
    neema = person()
    neema.opens("/c/trust/drafts/1/")

    neema.page.locator(".most-discussed a").first.click()
    expect(neema.page.locator("#discussion-title")).to_contain_text("Article 2")
    expect(neema.page).to_have_url(re.compile(r"/drafts/1/\?p=art_2$"))
    expect(neema.page.locator("#art_2")).to_have_attribute("aria-current", "true")
    neema.follows("Close")
    expect(neema.page.locator("#discussion-title")).to_have_text("What is said")
    expect(neema.page.locator("#art_2")).not_to_have_attribute("aria-current", "true")
    neema.page.go_back()
    expect(neema.page.locator("#discussion-title")).to_contain_text("Article 2")
