"""A moderator at work: with the keyboard alone, and on a phone without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from comments.enums import ModerationReason, ReportState, Status
from comments.models import Comment, CommentReport
from comments.services.report import report_comment
from consultations.enums import ModerationMode, TeamRole
from consultations.models import Round
from tests.browser.keys import Keys
from tests.factories import TeamMemberFactory, UserFactory
from tests.scenes import comment, open_consultation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene():
    scene = open_consultation(slug="trust")
    person = UserFactory(email="mo@example.org", name="Mo Derator")
    TeamMemberFactory(consultation=scene.consultation, user=person, role=TeamRole.MODERATOR)
    return scene


def held(scene, body):
    Round.objects.update(moderation=ModerationMode.ALL)
    return comment(scene, provision=scene.provisions[0], body=body)


def status_of(said):
    return Comment.objects.get(pk=said.pk).status


def test_the_queue_is_worked_through_with_the_keyboard_alone(scene, person):
    reported = comment(scene, body="Buy *my* shoes.")
    report_comment(by=None, reporter_key="visitor:1", comment=reported, reason=ModerationReason.SPAM)
    first, second = held(scene, "A date, please."), held(scene, "You are all fools.")
    mo = person()
    mo.signs_in("mo@example.org")
    mo.opens("/desk/")
    keys = Keys(mo.page)

    keys.reaches("2in the queue", press="Enter")
    mo.sees("A date, please.")
    keys.reaches(f"Publish {first.reference}", press="Enter")
    mo.sees(f"{first.reference} is published.")
    keys.reaches(f"Hide, or look closer {second.reference}", press="Enter")
    mo.sees("Reason for hiding")
    keys.reaches("move", press="ArrowDown")
    keys.reaches("reason")
    mo.page.keyboard.type("it insults")
    keys.reaches("note")
    mo.page.keyboard.type("Name-calling.")
    keys.reaches("Decide", press="Enter")
    mo.sees(f"{second.reference} is hidden")
    assert (status_of(first), status_of(second)) == (Status.PUBLISHED, Status.HIDDEN)

    keys.reaches("Reported 1 to decide on", press="Enter")
    mo.sees("1 person reported it:")
    keys.reaches(f"Read the reports and decide {reported.reference}", press="Enter")
    mo.sees("What readers reported")
    keys.reaches("outcome")
    mo.page.keyboard.type("It is about the draft.")
    keys.reaches("Dismiss: the comment stays", press="Enter")
    mo.sees(f"{reported.reference} stays.")
    assert CommentReport.objects.get().state == ReportState.DISMISSED
    assert Comment.objects.get(pk=second.pk).moderation_note == "Name-calling."


def test_a_comment_is_reported_and_hidden_on_phones_without_javascript(scene, person):
    said = comment(scene, provision=scene.provisions[0], body="Buy *my* shoes.")
    phone = {"java_script_enabled": False, "viewport": {"width": 320, "height": 640}}
    reader = person(**phone)

    reader.opens("/c/trust/drafts/1/p/art_1/")
    reader.follows(f"Report {said.reference}")
    reader.presses("Send the report")
    reader.sees("Choose what is wrong with the comment.")
    reader.chooses("reason", "spam")
    reader.presses("Send the report")
    reader.sees("Thank you. The secretariat looks at the comment")
    reader.follows(f"Report {said.reference}")
    reader.sees("You have reported this comment.")

    mo = person(**phone)
    mo.signs_in("mo@example.org")
    mo.opens("/desk/c/trust/reported/")
    mo.follows("Read the reports and decide")
    mo.chooses("move", "hide")
    mo.page.locator("main select[name=reason]").select_option("spam")
    mo.presses("Decide")
    mo.sees("is hidden; its place shows the reason.")
    expect(mo.page).to_have_url(re.compile("/desk/c/trust/reported/$"))

    reader.opens(said.get_absolute_url())
    reader.sees("This comment was hidden by the secretariat: it advertises or was sent by a machine")


def test_one_writes_what_a_password_manager_has_spoilt_once_more(scene, person):
    UserFactory(email="arun@example.org")
    arun = person()
    arun.signs_in("arun@example.org")
    arun.opens("/c/trust/drafts/1/p/art_1/comment/")
    arun.fills(body="Typed by a *person*.")
    arun.page.evaluate("document.querySelector('[name=website]').value = 'https://example.org'")
    expect(arun.page.locator("[name=website]")).not_to_be_in_viewport(ratio=0.5)

    arun.presses("Post the comment")
    arun.sees("A field that nobody sees was filled in")
    expect(arun.page.locator("main [name=body]")).to_have_value("Typed by a *person*.")
    arun.presses("Post the comment")
    arun.sees("Posted.")
    assert Comment.objects.get().current_revision.body == "Typed by a *person*."
