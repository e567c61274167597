"""Text once typed is never lost: without a line, while signing up, when the round closes, between two tabs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from comments.models import Attachment, Comment, UnsentComment
from tests.browser.looking import looked_at
from tests.browser.people import Person
from tests.factories import UserFactory, group
from tests.picture import PLACE, exif, jpeg
from tests.scenes import open_consultation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "/c/trust/drafts/1/p/art_1/comment/"
KEPT = {"timeout": 20_000}


@pytest.fixture
def scene():
    return open_consultation(slug="trust", contact_email="secretariat@example.org")


@pytest.fixture
def arun(scene, person) -> Person:
    UserFactory(email="arun@example.org")
    arrived = person()
    arrived.signs_in("arun@example.org")
    arrived.opens(ADDRESS)
    return arrived


def is_told(person: Person, words: str) -> None:
    expect(person.page.locator("#keeping")).to_contain_text(words, **KEPT)


def test_who_loses_the_line_goes_on_and_finds_everything_again(arun, person):
    arun.fills(body="Before the line went.")
    is_told(arun, "Kept at")
    arun.page.context.set_offline(True)
    arun.fills(body="Before the line went. And after.")
    is_told(arun, "No connection. Kept in this browser.")
    arun.page.context.set_offline(False)
    is_told(arun, "Kept at")
    assert UnsentComment.objects.get().fields["body"] == "Before the line went. And after."

    elsewhere = person()
    elsewhere.signs_in("arun@example.org")
    elsewhere.opens("/unsent/")
    elsewhere.sees("Before the line went. And after.")
    elsewhere.follows("Go on writing")
    expect(elsewhere.page.locator("main [name=body]")).to_have_value("Before the line went. And after.")
    elsewhere.presses("Post the comment")
    elsewhere.sees("Posted.")
    assert not UnsentComment.objects.exists()


def test_a_crash_without_a_line_loses_nothing(arun):
    arun.page.context.set_offline(True)
    arun.fills(body="Only this browser has it.")
    arun.chooses("position", "oppose")
    arun.page.locator("main [name=body]").press("End")
    arun.page.keyboard.type(" Yes.")
    is_told(arun, "No connection")
    tab = arun.page.context.new_page()
    arun.page.close()
    tab.context.set_offline(False)
    tab.goto(arun.base + ADDRESS)

    expect(tab.locator("main [name=body]")).to_have_value("Only this browser has it. Yes.")
    expect(tab.locator("main [name=position][value=oppose]")).to_be_checked()


def test_signing_up_in_the_middle_keeps_text_and_file(scene, person):
    group("civil-society")
    neema = person()
    neema.opens(ADDRESS)
    neema.fills(body="Typed before I had an account.")
    neema.gives_file("files", {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": jpeg(exif(6))})
    neema.presses("Post the comment")
    neema.signs_up("neema@example.org", "Neema Wanjiru")
    neema.sees("Your text was kept")
    neema.sees("photo.jpg")
    neema.presses("Post the comment")
    neema.sees("Posted.")

    posted = Comment.objects.get()
    assert posted.current_revision.body == "Typed before I had an account."
    stored = Attachment.objects.get(comment=posted).stored_file
    assert PLACE not in stored.file.read()


def test_a_round_that_closes_while_one_writes(arun, scene):
    arun.fills(body="A minute too late.")
    is_told(arun, "Kept at")
    scene.round.closes_at = timezone.now() - timedelta(seconds=1)
    scene.round.save()
    arun.page.locator("main [name=body]").press("End")
    arun.page.keyboard.type(" Still typing.")
    is_told(arun, "The round takes nothing now. Your text is kept")
    arun.presses("Post the comment")

    arun.sees("Not posted, and kept")
    arun.sees("A minute too late. Still typing.")
    arun.sees("secretariat@example.org")
    arun.follows("My unsent comments")
    arun.sees("Its round has closed. Your text is kept.")
    assert not Comment.objects.exists()


def test_two_tabs_do_not_overwrite_each_other(arun):
    arun.fills(body="Begun.")
    is_told(arun, "Kept at")
    other = Person(arun.page.context.new_page(), arun.base)
    other.opens(ADDRESS)
    expect(other.page.locator("main [name=body]")).to_have_value("Begun.")

    other.fills(body="Begun. Gone on in the other tab.")
    is_told(other, "Kept at")
    arun.fills(body="Begun. Gone on here.")
    expect(arun.page.locator("#another-text .kept")).to_contain_text("Gone on in the other tab.", **KEPT)
    is_told(arun, "Kept at")
    arun.page.wait_for_timeout(4_000)

    assert sorted(it.fields["body"] for it in UnsentComment.objects.all()) == [
        "Begun. Gone on here.",
        "Begun. Gone on in the other tab.",
    ]
    arun.presses("Exchange it with the text below")
    expect(arun.page.locator("main [name=body]")).to_have_value("Begun. Gone on in the other tab.")
    expect(arun.page.locator("#another-text .kept")).to_contain_text("Gone on here.")


def test_signing_in_anew_in_another_tab_does_not_stop_the_page_from_keeping(arun):
    other = Person(arun.page.context.new_page(), arun.base)
    other.opens("/")
    other.presses("Sign out")
    expect(other.page.get_by_role("link", name="Sign in").first).to_be_visible()
    other.signs_in("arun@example.org")

    arun.fills(body="Under a token of before.")
    is_told(arun, "Kept at")
    arun.presses("Post the comment")
    arun.sees("Posted.")


def test_who_signs_out_leaves_no_words_in_the_browser_and_finds_them_again(arun):
    arun.fills(body="Nobody else here is to read this.")
    with arun.page.expect_navigation():
        arun.presses("Sign out")
    assert arun.page.evaluate("localStorage.length") == 0
    arun.opens(ADDRESS)
    expect(arun.page.locator("main [name=body]")).to_have_value("")

    arun.signs_in("arun@example.org")
    arun.opens(ADDRESS)
    expect(arun.page.locator("main [name=body]")).to_have_value("Nobody else here is to read this.")


def test_the_preview_follows_what_is_typed(arun):
    arun.chooses("kind", "wording")
    arun.presses("Preview")
    arun.fills(body="We need **this**.", proposed_wording="Each Party may do the 1th thing.")

    expect(arun.page.locator("#preview strong")).to_have_text("this")
    expect(arun.page.locator("#preview del")).to_contain_text("shall")
    expect(arun.page.locator("#preview ins")).to_contain_text("may")


def test_everybody_can_use_what_writing_shows(arun, scene):
    """The preview with a redline, the other text, the list, and a redline in a thread."""
    test_the_preview_follows_what_is_typed(arun)
    is_told(arun, "Kept at")
    UnsentComment.objects.update(fields={"body": "From another window."}, changed_at=timezone.now())
    arun.fills(body="Typed on here, **too**.")
    expect(arun.page.locator("#another-text .kept")).to_contain_text("From another window.", **KEPT)
    wrong = {"form": [*looked_at(arun.page)]}
    arun.presses("Post the comment")
    arun.sees("Posted.")
    wrong["thread"] = [*looked_at(arun.page)]
    arun.opens("/unsent/")
    wrong["list"] = [*looked_at(arun.page)]
    scene.round.closes_at = timezone.now()
    scene.round.save()
    arun.opens("/unsent/")
    wrong["closed"] = [*looked_at(arun.page)]
    arun.follows("Throw it away")
    wrong["discard"] = [*looked_at(arun.page)]

    assert {page: [way for way in ways if way[1]] for page, ways in wrong.items()} == {page: [] for page in wrong}
