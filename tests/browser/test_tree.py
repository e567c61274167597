import re

import pytest
from playwright.sync_api import expect

from consultations.models import Draft
from tests.consultations.services.test_tree import key, outline, read_in
from tests.factories import TeamMemberFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(transactional_db) -> Draft:
    return read_in()


def arrives(person, draft: Draft, **window):
    editor = person(**window)
    editor.signs_in(TeamMemberFactory(consultation=draft.consultation).user.email)
    editor.opens(f"/desk/c/{draft.consultation.slug}/drafts/1/")
    return editor


def test_a_draft_is_put_right_from_the_keyboard_and_the_focus_stays(person, draft):
    before = outline(draft)
    second = key(draft, "art_1__para_2")
    editor = arrives(person, draft)
    keyboard = editor.page.keyboard
    said = editor.page.get_by_role("status").last

    editor.page.locator("[data-tree] > li").first.focus()
    for pressed in ["j", "ArrowDown", "j", "ArrowDown"]:
        keyboard.press(pressed)
    expect(editor.page.locator(f"#provision-{second}")).to_be_focused()

    keyboard.press("Alt+ArrowLeft")
    expect(said).to_contain_text("“2.” was lifted one level. You can undo this.")
    expect(editor.page.locator(f"#provision-{second}")).to_be_focused()

    keyboard.press("Shift+J")
    expect(said).to_contain_text("was joined with the one before it")
    expect(editor.page.locator(f"#provision-{key(draft, 'art_1__para_1__point_b')}")).to_be_focused()
    keyboard.press("Control+z")
    expect(said).to_contain_text("Undone: “2.”")
    keyboard.press("Control+z")
    expect(said).to_contain_text("lifted one level")
    expect(editor.page.get_by_role("button", name="Undo")).to_be_disabled()
    assert outline(draft) == before


def test_a_provision_is_split_where_the_cursor_stands(person, draft):
    editor = arrives(person, draft)
    editor.page.locator(f"#provision-{key(draft, 'art_1__para_1')}").focus()
    editor.page.keyboard.press("Shift+S")
    expect(editor.page).to_have_url(re.compile("/p/art_1__para_1/#split"))

    text = editor.page.get_by_label("Put the cursor where the second part begins")
    text.evaluate("it => { it.focus(); it.setSelectionRange(5, 5); }")
    editor.page.keyboard.press("ArrowLeft")
    editor.presses("Split")

    editor.sees("was split. You can undo this.")
    assert outline(draft)[1:3] == ["art_1__para_1: One.", "art_1__para_nn_1: Two."]
    expect(editor.page.locator(f"#provision-{key(draft, 'art_1__para_1')}")).to_be_focused()


def test_everything_works_without_scripts_on_a_narrow_screen(person, draft):
    editor = arrives(person, draft, java_script_enabled=False, viewport={"width": 320, "height": 640})
    menu = editor.page.locator(f"#provision-{key(draft, 'art_1__para_2')} .tree-menu")
    menu.locator("summary").click()
    menu.get_by_role("button", name="Leave out with all below").click()

    editor.sees("“2.” was left out. You can undo this.")
    assert len(outline(draft)) == 6
    editor.presses("Undo")
    editor.sees("Undone: “2.” is as it was before it was left out.")
    assert len(outline(draft)) == 7
