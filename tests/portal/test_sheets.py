"""Several small style sheets go out as one file."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from portal import sheets
from portal.sheets import SHEETS, SOURCES, SheetFinder


@pytest.fixture
def small_sheets(settings, tmp_path, monkeypatch) -> Path:
    """A folder with two components, of which one sheet is made."""
    settings.VAR_DIR = tmp_path / "var"
    monkeypatch.setattr(sheets, "SOURCES", tmp_path)
    monkeypatch.setattr(sheets, "SHEETS", {"css/both.css": ("one", "two")})
    (tmp_path / "one.css").write_text("p { color: red; }\n")
    (tmp_path / "two.css").write_text("p { color: blue; }\n")
    return tmp_path


def test_a_sheet_holds_its_components_in_order(small_sheets):
    found = Path(SheetFinder().find("css/both.css"))

    assert found.read_text() == "p { color: red; }\np { color: blue; }\n"


def test_a_sheet_is_made_anew_when_a_component_changes_and_only_then(small_sheets):
    finder = SheetFinder()
    before = Path(finder.find("css/both.css")).stat()
    again = Path(finder.find("css/both.css")).stat()

    (small_sheets / "two.css").write_text("p { color: green; }\n")
    changed = Path(finder.find("css/both.css"))

    assert again.st_ino == before.st_ino
    assert changed.read_text() == "p { color: red; }\np { color: green; }\n"


def test_collecting_gets_every_sheet(small_sheets):
    collected = {path: storage.open(path).read().decode() for path, storage in SheetFinder().list(None)}

    assert collected == {"css/both.css": "p { color: red; }\np { color: blue; }\n"}


def test_what_is_no_sheet_is_left_to_the_other_finders(small_sheets):
    assert SheetFinder().find("css/one.css") == ""
    assert SheetFinder().find("css/one.css", find_all=True) == []


def test_every_component_is_there_and_stands_in_one_sheet_only():
    components = [name for names in SHEETS.values() for name in names]

    assert sorted(components) == sorted(set(components))
    assert [name for name in components if not (SOURCES / f"{name}.css").exists()] == []
    assert all(finders.find(path) for path in SHEETS)
