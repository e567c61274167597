"""A worker knows no reader: phases of jobs are stored in English and translated by the page that shows them."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
APPS = ("portal", "comments", "consultations", "accounts", "common")
"""Digests have an enum of phases, whose values are stored and whose labels are shown."""


def reports(path: Path) -> list[ast.Call]:
    """Calls of `run.progress`."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return [it for it in calls if ast.unparse(it.func) == "run.progress"]


def test_every_phase_is_marked_for_translation_and_not_translated():
    found = {
        f"{path.relative_to(ROOT)}:{call.lineno}": ast.unparse(call.args[0]).partition("(")[0]
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        for call in reports(path)
    }

    assert len(found) >= 7
    assert {place for place, marked_by in found.items() if marked_by != "gettext_noop"} == set()
