"""Prompts answered without JavaScript by the keyboard, and with it on a phone that reads from right to left."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from comments.models import AnswerSet
from comments.queries.answers import given_in
from consultations.enums import PromptKind
from portal.pseudo_locales import MIRRORED
from tests.browser.keys import Keys
from tests.browser.looking import looked_at, problems_of
from tests.factories import TeamMemberFactory, UserFactory
from tests.prompting import answer, chosen, prompt, written
from tests.scenes import open_consultation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/c/trust/rounds/1/prompts/"


@pytest.fixture
def scene():
    scene = open_consultation(slug="trust")
    prompt(scene.round, PromptKind.CHOICE, wordings={"en": "Which way?"}, eid="art_1")
    prompt(scene.round, PromptKind.RANKING, wordings={"en": "In which order?"})
    prompt(scene.round, PromptKind.TEXT, wordings={"en": "Why?"}, is_required=True)
    return scene


def test_prompts_are_answered_by_the_keyboard_without_javascript(scene, person):
    UserFactory(email="arun@example.org")
    arun = person(java_script_enabled=False)
    arun.signs_in("arun@example.org")
    arun.opens("/c/trust/")
    keys = Keys(arun.page)

    keys.reaches_one_that_says("Answer 3 prompts of this round")
    arun.page.keyboard.press("Enter")
    expect(arun.page.locator("h1")).to_contain_text("Prompts of round 1")
    keys.reaches("prompt_1")
    arun.page.keyboard.press("ArrowDown")
    keys.reaches("prompt_2_1")
    arun.page.keyboard.type("1")
    keys.reaches("prompt_2_3")
    arun.page.keyboard.type("1")
    keys.reaches("Store the answers", press="Enter")
    arun.sees("Two options have place 1.")
    arun.sees("Write an answer: this prompt must be answered.")
    keys.reaches("prompt_2_1")
    arun.page.keyboard.type("2")
    keys.reaches("prompt_3")
    arun.page.keyboard.type("Because of costs.")
    keys.reaches("Store the answers", press="Enter")
    arun.sees("Your answers are stored.")

    assert given_in(AnswerSet.objects.get()) == {1: chosen(1), 2: chosen(3, 1), 3: written("Because of costs.")}


def test_on_a_phone_a_place_goes_from_one_option_to_another(scene, person):
    UserFactory(email="layla@example.org")
    layla = person(viewport={"width": 390, "height": 800})
    layla.signs_in("layla@example.org")
    layla.page.context.add_cookies([{"name": "django_language", "value": MIRRORED, "url": layla.page.url}])
    layla.opens(PAGE)
    page = layla.page

    page.locator("select[name=prompt_2_1]").select_option("1")
    page.locator("select[name=prompt_2_2]").select_option("2")
    page.locator("select[name=prompt_2_3]").select_option("1")
    expect(page.locator("select[name=prompt_2_1]")).to_have_value("")
    expect(page.locator(".ranking-status")).to_have_text("1. Third · 2. Second")
    page.locator("textarea[name=prompt_3]").fill("لأسباب مالية")
    assert page.evaluate("[document.documentElement.dir, document.documentElement.scrollWidth]") == ["rtl", 390]
    page.locator("form.prompts [type=submit]").click()
    expect(page.locator(".message-success")).to_be_visible()

    assert given_in(AnswerSet.objects.get()) == {2: chosen(3, 2), 3: written("لأسباب مالية")}


def test_pages_of_prompts_and_answers_are_for_everybody(scene, person):
    prompt(scene.round, PromptKind.SCALE, wordings={"en": "How far?"}, is_required=True)
    prompt(scene.round, PromptKind.CHOICES, wordings={"en": "Which ones?"}, helps={"en": "Think of costs."})
    for _ in range(6):
        answer(
            scene.round,
            {1: chosen(1), 2: chosen(2, 1), 3: written("Because of costs."), 4: chosen(3), 5: chosen(1, 3)},
        )
    TeamMemberFactory(consultation=scene.consultation, user__email="editor@example.org")
    editor = person()
    editor.signs_in("editor@example.org")
    desk = "/desk/c/trust/rounds/1/"

    pages = [PAGE, f"{PAGE}figures/", f"{desk}prompts/", f"{desk}prompts/1/", f"{desk}prompts/new/", f"{desk}answers/"]
    assert problems_of(editor, [*pages, f"{desk}answers/3/", f"{desk}prompts/preview/"]) == {}
    editor.opens(PAGE)
    editor.presses("Store the answers")
    editor.sees("Your answers are not stored yet.")
    assert [wrong for _way, wrong in looked_at(editor.page) if wrong] == []
