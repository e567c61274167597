"""What a screen reader has to say at the steps of docs/screen-reader.md, from the tree that the browser gives it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from comments.enums import Position
from comments.models import Comment
from tests.browser.hearing import LISTENING, has, hears, passed_between
from tests.browser.keys import Keys
from tests.browser.people import Person
from tests.factories import UserFactory
from tests.passages import scene_with_passages
from tests.scenes import Scene, comment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
READER = "/c/trust/drafts/1/"
FORM = "/c/trust/drafts/1/p/art_1/comment/"


@pytest.fixture
def scene() -> Scene:
    return scene_with_passages(slug="trust")


@pytest.fixture
def said(scene) -> Comment:
    """What Neema says about article 1."""
    neema = UserFactory(name="Neema Wanjiru")
    return comment(
        scene, by=neema, provision=scene.provisions[0], position=Position.SUPPORT, body="It is *clear*.\n\nAnd short."
    )


@pytest.fixture
def arun(person, scene) -> Person:
    UserFactory(email="arun@example.org", name="Arun Nair")
    arrived = person(viewport={"width": 1440, "height": 900})
    arrived.page.context.add_init_script(LISTENING)
    arrived.signs_in("arun@example.org")
    return arrived


def test_reading_a_draft_and_choosing_a_provision(scene, said, arun):
    page = arun.page
    comment(scene, provision=scene.provisions[0], body="May I ask why?")
    comment(scene, provision=scene.provisions[1], body="And this?")
    arun.opens(READER)
    has(
        page,
        """
        - link "Skip to the content"
        - banner:
          - navigation "Site"
        - region "This consultation":
          - navigation "Consultation"
          - search "In this consultation"
        - main:
          - heading "Draft 1" [level=1]
        - contentinfo
        """,
    )
    has(
        page.get_by_role("main"),
        """
        - navigation "Contents":
          - link "Skip the contents"
          - list:
            - listitem:
              - link "Article 1 Heading 1 2 comments"
            - listitem:
              - link "Article 2 Heading 2 1 comment"
        - search "Go to a number":
          - textbox "Go to number"
        - heading "Article 1 Heading 1" [level=2]
        - paragraph: Each Party shall act. Each Party shall report on art. 5. No Party may leave.
        - 'link "Article 1: Heading 1: 2 comments · 1 support"'
        - region "What is said"
        """,
    )

    Keys(page).reaches("Skip the contents", press="Enter")
    assert passed_between(page, "number", "Article 2: Heading 2: 1 comment") == [
        "Go",
        "Print",
        "Keys",
        "Article 1: Heading 1: 2 comments · 1 support",
    ]
    arun.opens(READER)
    Keys(page).reaches("Article 1: Heading 1: 2 comments · 1 support", press="Enter")
    beside = page.get_by_role("region", name="Article 1: Heading 1")
    expect(beside).to_be_focused()
    has(
        beside,
        """
        - navigation "Neighbouring provisions":
          - 'link "On to Article 2: Heading 2"'
          - link "Close"
        - 'heading "Article 1: Heading 1" [level=2]'
        - paragraph: 2 comments · 1 support
        - paragraph:
          - link "Comment on this provision"
        - list:
          - listitem:
            - article "Neema Wanjiru":
              - heading "Neema Wanjiru" [level=3]
              - list:
                - listitem: Civil society
                - listitem: Kenya
              - paragraph: Support
              - paragraph:
                - text: It is
                - emphasis: clear
                - text: .
        """,
    )
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Article 1: Heading 1: 2 comments · 1 support")).to_be_focused()

    page.get_by_label("Go to number").fill("99")
    page.keyboard.press("Enter")
    hears(page, "This draft has no “99”. The nearest is:")


def test_commenting_on_a_provision(arun):
    page = arun.page
    arun.opens(FORM)
    has(
        page.get_by_role("main"),
        """
        - 'heading "Comment on Article 1: Heading 1" [level=1]'
        - group "What it is about":
          - list:
            - listitem: "Article 1: Heading 1"
        - group "Your position":
          - radio "Support"
          - radio "Support with changes"
          - radio "Oppose"
          - radio "No position" [checked]
        - group "What is it?":
          - radio "General comment" [checked]
        - textbox "Your comment"
        - button "Files"
        - paragraph:
          - button "Post the comment"
          - button "Preview"
          - button "Keep for later"
        """,
    )
    body = page.get_by_role("textbox", name="Your comment")
    expect(body).to_have_accessible_description(re.compile("^It becomes public."))

    page.get_by_role("button", name="Post the comment").press("Enter")
    has(
        page.get_by_role("main"),
        """
        - alert:
          - paragraph: Your comment is not posted yet.
          - list:
            - listitem:
              - link "Your comment"
              - text: ": Write what you want to say."
        - textbox "Your comment" [invalid]
        """,
    )
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: Comment on Article 1"))
    expect(body).to_have_accessible_description(re.compile("Write what you want to say."))

    body.press_sequentially("Clear, **and** short.")
    hears(page, "Kept at")
    page.get_by_role("button", name="Preview", exact=True).press("Enter")
    expect(page.locator("#preview summary")).to_be_focused()
    has(page.locator("#preview"), "- paragraph:\n  - strong: and")
    page.get_by_role("button", name="Post the comment").press("Enter")
    hears(page, "Posted. This page is its permanent address.")
    has(page, "- status:\n  - list:\n    - listitem: /^Posted\\. This page is its permanent address\\./")
    has(page.get_by_role("main"), '- article "Arun Nair"')


def test_commenting_on_a_passage_by_keyboard(arun):
    page = arun.page
    arun.opens(READER + "?p=art_1")
    Keys(page).reaches("Choose a passage", press="Enter")
    expect(page).to_have_url(re.compile("#passage$"))
    has(
        page.get_by_role("group", name="What it is about"),
        """
        - group "Its sentences":
          - checkbox "Each Party shall act."
          - checkbox "Each Party shall report on art. 5."
          - checkbox "No Party may leave."
        - textbox "Or only these words of it"
        - paragraph:
          - button "Take this passage"
        """,
    )
    Keys(page).reaches("sentences", press="Space")
    expect(page.get_by_role("checkbox", name="Each Party shall act.")).to_be_checked()
    Keys(page).reaches("Take this passage", press="Enter")
    has(
        page.get_by_role("group", name="What it is about"),
        """
        - list:
          - listitem:
            - text: "A passage of Article 1: Heading 1"
            - blockquote:
              - mark: Each Party shall act.
        """,
    )
    page.get_by_role("textbox", name="Your comment").fill("How soon?")
    page.get_by_role("button", name="Post the comment").press("Enter")
    arun.sees("Posted.")

    arun.opens(READER)
    has(page.locator("#art_1"), '- mark:\n  - link "1 comment on “Each Party shall act.”"')


def test_words_selected_by_keys_are_announced(arun):
    arun.opens(READER)
    arun.page.locator("#art_1 .words p").evaluate("it => getSelection().selectAllChildren(it)")
    hears(arun.page, "Passage selected. The next link comments on it.")


def test_replying_with_a_quote(said, arun):
    page = arun.page
    arun.opens(said.get_absolute_url())
    page.get_by_role("link", name=f"Quote {said.reference}").press("Enter")
    has(
        page.get_by_role("main"),
        f"""
        - heading "Reply to {said.reference}" [level=1]
        - region "What you reply to":
          - article "Neema Wanjiru"
        - textbox "Your reply": "> It is *clear*. > > — {said.reference}"
        - paragraph:
          - button "Post the reply"
        """,
    )
    page.get_by_role("button", name="Post the reply").press("Enter")
    hears(page, "Posted.")
    has(
        page.get_by_role("main"),
        '- article "Arun Nair":\n  - paragraph:\n    - text: in reply to\n    - link /^Neema Wanjiru/',
    )


def test_agreeing_and_taking_it_back(said, arun):
    page = arun.page
    arun.opens(said.get_absolute_url())
    reaction = page.get_by_role("group", name=f"Your reaction to {said.reference}")
    has(reaction, '- button "Agree"\n- button "Disagree"')

    reaction.get_by_role("button", name="Agree", exact=True).press("Enter")
    hears(page, f"You agree with {said.reference}. Agree: 1. Disagree: 0.")
    has(reaction, f'- button "Agree 1" [pressed]\n- button "Disagree"\n- button "By group {said.reference}"')
    figures = reaction.get_by_role("button", name="By group")
    figures.press(" ")
    has(page.get_by_role("main"), "- table /^Who agrees and disagrees with/")
    has(reaction, f'- button "By group {said.reference}" [expanded]')
    figures.press("Enter")
    expect(page.get_by_role("table")).to_have_count(0)
    reaction.get_by_role("button", name="Agree 1").focus()
    expect(reaction.get_by_role("button", name="Agree 1")).to_be_focused()

    page.keyboard.press("Enter")
    hears(page, f"You have no reaction to {said.reference}. Agree: 0. Disagree: 0.")
    has(reaction, '- button "Agree"\n- button "Disagree"')


def test_searching(said, arun):
    page = arun.page
    arun.opens(READER)
    page.get_by_role("searchbox", name="Search in drafts and comments").fill("clear")
    page.keyboard.press("Enter")
    has(
        page.get_by_role("main"),
        """
        - heading "Search for “clear”" [level=1]
        - search "In this consultation":
          - searchbox "Search in drafts and comments": clear
        - navigation "What was found":
          - list:
            - listitem:
              - link "Drafts and comments"
        - region "In comments":
          - heading "In comments" [level=2]
          - list:
            - listitem:
              - heading "Neema Wanjiru" [level=3]
              - paragraph:
                - mark: clear
        """,
    )
    arun.opens("/c/trust/search/?q=absent")
    has(
        page.get_by_role("main"),
        "- paragraph: Nothing was found that you may read. Try fewer words, or other forms of them.",
    )


def test_my_unsent_comments(arun):
    page = arun.page
    arun.opens(FORM)
    page.get_by_role("textbox", name="Your comment").fill("For later.")
    page.get_by_role("button", name="Keep for later").press("Enter")
    arun.opens("/unsent/")
    has(page, '- navigation "Your account":\n  - list:\n    - listitem:\n      - link "My unsent comments"')
    has(
        page.get_by_role("main"),
        """
        - heading "My unsent comments" [level=1]
        - list:
          - listitem:
            - 'heading "Article 1: Heading 1" [level=2]'
            - paragraph: For later.
            - paragraph:
              - 'link "Go on writing Article 1: Heading 1"'
              - 'link "Throw it away Article 1: Heading 1"'
        """,
    )


def test_my_contributions_with_edit_and_withdraw(arun, scene):
    page = arun.page
    arun.opens(FORM)
    arun.fills(body="First thoughts.")
    arun.presses("Post the comment")
    arun.sees("Posted.")
    name = Comment.objects.get().reference

    arun.opens("/contributions/")
    has(
        page.get_by_role("main"),
        f"""
        - heading "My contributions" [level=1]
        - region "Comments and replies":
          - link "Download as CSV"
          - form "Show"
          - list:
            - listitem:
              - article "{name} · General comment":
                - heading "{name} · General comment" [level=3]
                - paragraph: Published
                - paragraph: First thoughts.
                - paragraph: No replies · 0 agree · 0 disagree
                - paragraph:
                  - link "Edit {name}"
                  - link "Withdraw {name}"
        """,
    )
    page.get_by_role("link", name=f"Edit {name}").press("Enter")
    has(page.get_by_role("main"), f'- heading "Edit {name}" [level=1]\n- textbox "Your comment": First thoughts.')
    page.get_by_role("textbox", name="Your comment").fill("Second thoughts.")
    page.get_by_role("button", name="Store the change").press("Enter")
    hears(page, "Your change is stored.")

    arun.opens("/contributions/")
    page.get_by_role("link", name=f"Withdraw {name}").press("Enter")
    has(
        page.get_by_role("main"),
        f"""
        - heading "Withdraw {name}" [level=1]
        - region "The comment":
          - article "Arun Nair"
        - heading "What goes" [level=2]
        - heading "What stays" [level=2]
        - paragraph:
          - button "Withdraw the comment"
          - link "Keep it"
        """,
    )
    page.get_by_role("button", name="Withdraw the comment").press("Enter")
    hears(page, "Withdrawn.")


def test_letters(arun):
    page = arun.page
    arun.opens("/profile/letters/")
    replies = page.get_by_role("combobox", name="Replies to your comments")
    expect(replies).to_have_accessible_description(re.compile("^Somebody replies to a comment of yours"))
    has(
        page.get_by_role("main"),
        """
        - heading "Letters" [level=1]
        - combobox "Replies to your comments":
          - option "At once" [selected]
          - option "Once a day"
          - option "Once a week"
          - option "Never"
        - checkbox "Send me letters about the rounds in which I take part" [checked]
        - button "Save"
        """,
    )
    replies.select_option("Once a day")
    page.get_by_role("button", name="Save").press("Enter")
    hears(page, "Your choice is saved.")
