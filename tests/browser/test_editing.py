"""Changing and taking back what one has said: quietly, visibly, held for the desk, withdrawn; and the way back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from comments.enums import Status
from comments.models import Comment
from consultations.enums import ModerationMode, TeamRole
from consultations.models import Round
from tests.browser.people import Person
from tests.factories import TeamMemberFactory, UserFactory
from tests.scenes import Scene, comment, open_consultation, reply

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
WRITING = "/c/trust/drafts/1/p/art_1/comment/"


@pytest.fixture
def scene() -> Scene:
    return open_consultation(slug="trust")


@pytest.fixture
def desk(scene) -> str:
    """The address of somebody who decides."""
    moderator = UserFactory(email="mo@example.org", name="Mo Derator")
    return TeamMemberFactory(consultation=scene.consultation, user=moderator, role=TeamRole.MODERATOR).user.email


def place_of(person: Person, said: Comment) -> Locator:
    return person.page.locator(f"#{said.reference}")


def body_of(person: Person) -> Locator:
    return person.page.locator("main [name=body]")


def edits(person: Person, said: Comment, words: str) -> None:
    """From the comment, where the author is; looked at before it is stored."""
    place_of(person, said).get_by_role("link", name="Edit").click()
    person.fills(body=words)
    person.presses("Preview")
    expect(person.page.locator("#preview .prose")).to_have_text(words)
    person.presses("Store the change")


def goes_back_to(person: Person, said: Comment, words: str) -> None:
    """Whatever page the browser keeps on the way, the form that it shows is not an old one in disguise."""
    person.page.go_back()
    expect(body_of(person)).to_be_visible()
    person.page.reload()
    expect(body_of(person)).to_have_value(words)
    person.opens(said.get_absolute_url())


@SCRIPTS
def test_a_comment_is_posted_edited_and_withdrawn_and_its_place_stays(scene, person, scripts):
    UserFactory(email="arun@example.org", name="Arun Rao")
    arun = person(java_script_enabled=scripts)
    arun.signs_in("arun@example.org")
    arun.opens(WRITING)
    arun.chooses("position", "support")
    arun.fills(body="We welcome the frist article.")
    arun.presses("Post the comment")
    arun.sees("Posted.")
    said = Comment.objects.get()
    arun.page.go_back()
    expect(body_of(arun)).to_be_visible()
    arun.page.reload()
    expect(body_of(arun)).to_have_value("")

    arun.opens(said.get_absolute_url())
    edits(arun, said, "We welcome the first article.")
    arun.sees("Your change is stored.")
    expect(place_of(arun, said)).to_contain_text("We welcome the first article.")
    expect(place_of(arun, said)).not_to_contain_text("Edited on")
    goes_back_to(arun, said, "We welcome the first article.")

    answer = reply(said, by=UserFactory(name="Bintou Diallo"), body="Why the first?")
    place_of(arun, said).get_by_role("link", name="Edit").click()
    arun.sees("Your comment will be shown as edited")
    arun.chooses("position", "changes")
    arun.fills(body="We welcome the second article.")
    arun.presses("Store the change")
    expect(place_of(arun, said)).to_contain_text("Edited on")
    goes_back_to(arun, said, "We welcome the second article.")

    reader = person(java_script_enabled=scripts)
    reader.opens(said.get_absolute_url())
    place_of(reader, said).get_by_role("link", name="see what changed").click()
    newest = reader.page.locator("main ol > li").first
    expect(reader.page.locator("main ol > li")).to_have_count(2)
    expect(newest.locator("del")).to_contain_text(["Support", "first"])
    expect(newest.locator("ins")).to_contain_text(["Support with changes", "second"])
    expect(reader.page.locator("main")).not_to_contain_text("frist")
    reader.page.go_back()
    expect(place_of(reader, said)).to_contain_text("We welcome the second article.")

    place_of(arun, said).get_by_role("link", name="Withdraw").click()
    arun.sees("The reply below it, which may quote you.")
    arun.presses("Withdraw the comment")
    arun.sees("Withdrawn. Your words are no longer shown; the place and the replies stay.")
    for who in (arun, reader):
        who.page.reload()
        expect(place_of(who, said)).to_contain_text("This comment was withdrawn by its author.")
        expect(place_of(who, answer)).to_contain_text("Why the first?")
        expect(who.page.locator("main")).not_to_contain_text("welcome")
        expect(who.page.locator("main")).not_to_contain_text("Arun Rao")
    arun.page.go_back()
    arun.page.reload()
    expect(arun.page).to_have_url(f"{arun.base}{said.get_absolute_url()}#{said.reference}")
    assert reader.opens(f"{said.get_absolute_url()}revisions/").status in {200, 404, 410}
    expect(reader.page.locator("body")).not_to_contain_text("welcome")

    arun.opens("/contributions/")
    expect(arun.page.get_by_role("article")).to_contain_text(said.reference)
    expect(arun.page.get_by_role("article")).to_contain_text("Withdrawn")
    expect(arun.page.get_by_role("article").get_by_role("link", name="1 reply")).to_be_visible()
    expect(arun.page.locator("main")).not_to_contain_text("welcome")


@SCRIPTS
def test_an_edit_that_the_round_holds_is_decided_at_the_desk(scene, desk, person, scripts):
    author = UserFactory(email="arun@example.org", name="Arun Rao")
    said = comment(scene, by=author, provision=scene.provisions[0], body="We welcome it.")
    Round.objects.update(moderation=ModerationMode.ALL)
    arun, mo, reader = (person(java_script_enabled=scripts) for _ in range(3))
    arun.signs_in(author.email)
    mo.signs_in(desk)
    reader.opens(said.get_absolute_url())

    arun.opens(said.get_absolute_url())
    place_of(arun, said).get_by_role("link", name="Edit").click()
    arun.sees("the secretariat reads every change before it is published")
    arun.fills(body="We oppose it.")
    arun.presses("Store the change")
    arun.sees("Received, and held")
    for who in (arun, reader):
        who.page.reload()
        expect(place_of(who, said)).to_contain_text("We welcome it.")
    arun.opens("/contributions/")
    arun.sees("Your edit waits for a decision")

    decides(mo, said, "refuse", why="Say why you changed your mind.")
    mo.sees(f"{said.reference} stays as it was.")
    arun.opens(said.get_absolute_url())
    edits(arun, said, "We oppose it, because it is vague.")
    arun.sees("Received, and held")
    decides(mo, said, "publish")
    mo.sees(f"The edit of {said.reference} is published.")
    mo.page.go_back()
    mo.page.reload()
    expect(mo.page.get_by_role("button", name="Decide on the edit")).to_have_count(0)

    reader.page.reload()
    expect(place_of(reader, said)).to_contain_text("We oppose it, because it is vague.")
    expect(place_of(reader, said)).to_contain_text("Edited on")
    place_of(reader, said).get_by_role("link", name="see what changed").click()
    expect(reader.page.locator("main ol > li")).to_have_count(2)
    assert Comment.objects.get().status == Status.PUBLISHED


def decides(moderator: Person, said: Comment, decision: str, **fields: str) -> None:
    """Found in the queue, read beside what stands."""
    moderator.opens("/desk/c/trust/queue/")
    moderator.sees("Its author has edited it, and the edit waits")
    moderator.follows(f"Compare and decide {said.reference}")
    expect(moderator.page.locator(".redline ins").first).to_be_visible()
    moderator.chooses("decision", decision)
    moderator.fills(**fields)
    moderator.presses("Decide on the edit")
