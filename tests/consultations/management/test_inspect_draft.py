import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

LAW = "# Model Law\n\n## Article 1\n\n1. One.\n   (a) First.\n\n<div>aside</div>\n"


@pytest.fixture
def law(tmp_path: Path) -> Path:
    path = tmp_path / "law.md"
    path.write_text(LAW, "utf-8")
    return path


def printed(path: Path, *arguments: str) -> str:
    out = StringIO()
    call_command("inspect_draft", str(path), *arguments, stdout=out)
    return out.getvalue()


def row(kind: str, number: str, heading: str, text: str, eid: str, *children: Any) -> dict[str, Any]:
    return {"kind": kind, "number": number, "heading": heading, "text": text, "eid": eid, "children": list(children)}


def test_the_tree_the_problems_and_the_share_without_a_database(law):
    point = row("point", "(a)", "", "First.", "art_1__para_1__point_a")
    article = row("article", "Article 1", "", "", "art_1", row("paragraph", "1.", "", "One.", "art_1__para_1", point))
    assert json.loads(printed(law, "--json")) == {
        "file": "law.md",
        "share": 1.0,
        "words": 11,
        "missing": {},
        "provisions": 4,
        "kinds": {"section": 1, "article": 1, "paragraph": 1, "point": 1},
        "notices": [],
        "problems": [{"place": 8, "unit": "line", "text": "<div>aside</div>", "reason": "html"}],
        "tree": [row("section", "", "Model Law", "", "sec_nn_1"), article],
    }


def test_a_summary_for_people(law):
    summary = printed(law)

    assert "provisions        4  (1 section, 1 article, 1 paragraph, 1 point)" in summary
    assert "words            11  (100.00% in provisions or not placed)" in summary
    assert "line 8 (html): <div>aside</div>" in summary
    assert "    point: (a) First.  [art_1__para_1__point_a]" in summary


@pytest.mark.parametrize(("name", "content"), [("law.md", b"  \n"), ("law.pages", b"text")])
def test_a_file_that_cannot_be_read_ends_with_the_reason(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(CommandError, match=r"empty|cannot be read"):
        printed(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"gone\.md cannot be read: No such file"):
        printed(tmp_path / "gone.md")
