"""The lineage of a draft, looked over and corrected in a browser."""

import re

import pytest
from playwright.sync_api import expect

from consultations.models import Lineage
from tests.browser.looking import problems_of
from tests.consultations.views.test_lineage import PAGE, following, row_of
from tests.factories import TeamMemberFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(transactional_db):
    return following(2)


def arrives(person, draft, **window):
    editor = person(**window)
    editor.signs_in(TeamMemberFactory(consultation=draft.consultation).user.email)
    return editor


def test_everybody_can_look_it_over(person, draft):
    editor = arrives(person, draft)
    rows = [f"{PAGE}{Lineage.objects.get(draft=draft, provision=None).pk}/", f"{PAGE}{row_of(draft, 'art_2').pk}/"]

    assert problems_of(editor, [PAGE, f"{PAGE}?show=only-new", *rows]) == {}


def test_without_scripts_and_from_the_keyboard_an_ancestor_is_searched_for_and_the_lineage_confirmed(person, draft):
    editor = arrives(person, draft, java_script_enabled=False)
    page = editor.page
    editor.opens(PAGE)
    page.get_by_role("link", name="Correct Article 2").press("Enter")

    page.get_by_label("Number, address or words").fill("Article 3")
    page.get_by_role("button", name="Search", exact=True).press("Enter")
    page.get_by_role("checkbox", name=re.compile("Article 3")).press("Space")
    page.get_by_role("button", name="Keep this").press("Enter")

    expect(page.locator(".lineage-merged")).to_have_count(2)
    page.get_by_role("button", name="Confirm this lineage").press("Enter")
    draft.refresh_from_db()
    assert draft.lineage_confirmed_at is not None
