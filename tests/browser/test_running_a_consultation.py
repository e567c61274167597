"""An administrator runs a consultation from a copy of an earlier one to the archive, through two rounds, while weeks go
by; a stakeholder with a phone meets each of its states."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from comments.models import Comment
from common.models import OutboxMail
from consultations.enums import ConsultationState, RoundState, TeamRole
from consultations.models import Consultation, Round, TeamMember
from tests.browser.clock import moving_clock, typed, work_off
from tests.factories import (
    AdministratorFactory,
    ConsultationFactory,
    RoundFactory,
    TeamMemberFactory,
    UserFactory,
    published_draft,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ZONE = "Africa/Nairobi"
ZERO = "# Model law on trust\n\nArticle 1. Purpose\n\n1. Each Party shall answer every request.\n"
SECOND = ZERO.replace("every request", "every request within thirty days")
PROVISION = "/c/model-law/drafts/{}/p/art_1__para_1/"
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def clock():
    with moving_clock() as clock:
        yield clock


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def earlier():
    """A consultation of the year before, whose words, team and rules are worth having again."""
    consultation = ConsultationFactory(
        titles={"en": "Model law on evidence"}, summaries={"en": "Whom shall Parties *answer*?"}, time_zone=ZONE
    )
    TeamMemberFactory(consultation=consultation, user__name="Ed Itor", role=TeamRole.EDITOR)
    began = timezone.now() - timedelta(days=400)
    RoundFactory(
        draft=published_draft(consultation),
        opens_at=began,
        closes_at=began + timedelta(days=30),
        attributions=["name", "anonymous"],
        length_limit=2000,
    )
    return consultation


def test_from_a_copy_to_the_archive_through_two_rounds(earlier, person, clock):
    ada, neema = person(), person(**PHONE)
    AdministratorFactory(email="ada@example.org")
    UserFactory(email="neema@example.org", name="Neema Wanjiru")

    ada.signs_in("ada@example.org")
    makes_a_copy(ada, earlier)
    brings_a_draft(ada, "Zero draft", ZERO)
    makes_a_round(ada, opens_at=clock.after(days=1), closes_at=clock.after(days=15))
    ada.opens("/desk/c/model-law/")
    ada.presses("Publish the consultation")
    ada.sees("The consultation is now: Published")

    neema.signs_in("neema@example.org")
    sees_a_round_to_come(neema)
    clock.moves_to(clock.after(days=1, minutes=1))
    comments(neema, draft=1, words="Say by when.")
    clock.moves_to(clock.after(days=12, hours=1))
    clock.moves_to(clock.after(days=15, minutes=1))
    sees_that_it_has_closed(neema)

    comes_back(ada, "ada@example.org")
    answers(ada)
    brings_a_draft(ada, "Version 2", SECOND)
    makes_a_round(ada, opens_at=clock.after(days=16), closes_at=clock.after(days=23))
    clock.moves_to(clock.after(days=16, minutes=1))
    extends(ada, closes_at=clock.after(days=30))
    comes_back(neema, "neema@example.org")
    comments(neema, draft=2, words="Thirty days will do.")

    clock.moves_to(clock.after(days=30, minutes=1))
    comes_back(ada, "ada@example.org")
    archives(ada)
    reads_the_archive(person(**PHONE))

    assert [round.state(timezone.now()) for round in Round.objects.filter(consultation__slug="model-law")] == [
        RoundState.CLOSED
    ] * 2
    letters = OutboxMail.objects.filter(to=["neema@example.org"]).order_by("pk")
    assert [letter.subject.partition(":")[0] for letter in letters] == [
        "Closes in a few days",
        "The round has closed",
        "“Version 2” is published",
        "A new round is open",
        "The round has closed",
    ]


def makes_a_copy(ada, earlier):
    ada.opens("/desk/")
    ada.follows("New consultation")
    ada.page.get_by_text("Start from an earlier consultation").click()
    ada.follows(earlier.title)
    ada.sees("A copy of “Model law on evidence”")
    ada.fills(slug="model-law", title_en="Model law on trust")
    ada.page.get_by_label("Take the team along").check()
    ada.presses("Make the consultation")
    ada.sees("Only its team sees it until you publish it.")
    made = Consultation.objects.get(slug="model-law")
    assert (made.summaries, made.time_zone, made.state) == (
        {"en": "Whom shall Parties *answer*?"},
        ZONE,
        ConsultationState.UNPUBLISHED,
    )
    assert TeamMember.objects.get(consultation=made, role=TeamRole.EDITOR).user.name == "Ed Itor"


def brings_a_draft(ada, label, text):
    ada.opens("/desk/c/model-law/")
    ada.follows("New draft")
    ada.fills(label=label)
    ada.gives_file("file", {"name": "draft.md", "mimeType": "text/markdown", "buffer": text.encode()})
    ada.presses("Upload and read")
    expect(ada.page).to_have_url(re.compile(r"/drafts/\d+/$"))
    work_off()
    ada.page.reload()
    ada.sees("Everything in the file has found its place.")
    if label != "Zero draft":
        confirms_where_it_comes_from(ada)
    ada.follows("Publish this draft")
    ada.presses("Publish the draft")
    ada.sees("Published")


def confirms_where_it_comes_from(ada):
    """The lineage, and then the places of what was said on the draft before."""
    here = ada.page.url
    ada.page.goto(f"{here}lineage/")
    ada.presses("Confirm this lineage")
    ada.page.goto(f"{here}placements/")
    ada.presses("Place the comments")
    work_off()
    ada.page.goto(here)


def makes_a_round(ada, *, opens_at, closes_at):
    ada.opens("/desk/c/model-law/rounds/")
    ada.follows("New round")
    ada.sees("The rules below begin as those of round 1 of")
    ada.fills(opens_at=typed(opens_at, ZONE), closes_at=typed(closes_at, ZONE))
    latest = ada.page.locator("main select[name=draft] option").first
    ada.page.locator("main select[name=draft]").select_option(latest.get_attribute("value"))
    ada.presses("Make the round")
    ada.sees("is made.")


def sees_a_round_to_come(neema):
    neema.opens("/")
    neema.follows("Model law on trust")
    neema.sees("Scheduled")
    neema.sees("A comment may have 2000 characters.")
    neema.opens(PROVISION.format(1))
    neema.sees("This draft takes comments from")
    expect(neema.page.get_by_role("link", name="Comment on this provision")).to_have_count(0)


def comments(neema, *, draft, words):
    neema.opens(PROVISION.format(draft))
    neema.follows("Comment on this provision")
    neema.sees("You may comment under your name or anonymously.")
    neema.fills(body=words)
    neema.presses("Post the comment")
    neema.sees("Posted.")
    neema.sees(words)


def comes_back(who, email):
    """After so many days that nobody would still be signed in."""
    who.page.context.clear_cookies()
    who.signs_in(email)


def sees_that_it_has_closed(neema):
    comes_back(neema, "neema@example.org")
    neema.opens(PROVISION.format(1))
    neema.sees("This draft takes no more comments. Its round closed on")
    neema.sees("Say by when.")
    expect(neema.page.get_by_role("link", name="Comment on this provision")).to_have_count(0)


def answers(ada):
    said = Comment.objects.get()
    ada.opens(f"/desk/comments/{said.reference}/respond/")
    ada.chooses("disposition", "accepted")
    ada.fills(body="The next draft sets thirty days.")
    ada.presses("Publish the response")
    ada.opens(said.get_absolute_url())
    ada.sees("The next draft sets thirty days.")


def extends(ada, *, closes_at):
    ada.opens("/desk/c/model-law/rounds/2/")
    ada.follows("Extend the round")
    ada.fills(closes_at=typed(closes_at, ZONE), reason="Holidays in many countries.")
    ada.presses("Extend the round")
    ada.sees("Holidays in many countries.")


def archives(ada):
    ada.opens("/desk/c/model-law/")
    ada.page.get_by_label("Yes, no more comments are to be taken").check()
    ada.presses("Archive")
    ada.sees("The consultation is now: Archived")


def reads_the_archive(reader):
    reader.opens("/c/model-law/")
    reader.sees("everything in it can be read, nothing can be added")
    reader.sees("Holidays in many countries.")
    reader.opens(PROVISION.format(2))
    reader.sees("Thirty days will do.")
    expect(reader.page.get_by_role("link", name="Comment on this provision")).to_have_count(0)
