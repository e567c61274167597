"""Digests of real records say what their sources say, where COMITY_REAL_DATA names the folder of these."""

import csv
import json
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from django.utils import timezone

from consultations.enums import DraftState
from digests.enums import Audience, Format
from digests.tables.selection import Selection
from tests.comments.test_real_imports import bring_in
from tests.digests.corpus import entry, insert
from tests.factories import GROUPS, DraftFactory, RoundFactory, group, provision

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    for slug in GROUPS:
        group(slug)


def source_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_eu_feedback_counts_as_in_the_source_and_its_anonymous_rows_stay_so(real_data, write, rows_of, records_of):
    folder = real_data / "02-consult-eu-chips-act-hys"
    source = {row["id"]: row for row in source_rows(folder / "feedback.csv")}
    round = RoundFactory()
    bring_in(round, folder / "feedback.csv", "eu-chips-act.toml")

    for audience in Audience:
        written = write(Selection(round.consultation_id, audience=audience), name=audience.value)
        rows = {row["source_id"]: row for row in rows_of(written)}
        assert sorted(rows) == sorted(source)
        anonymous = {key for key, row in source.items() if row["publication"] == "ANONYMOUS"}
        assert {key for key, row in rows.items() if row["attribution"] == "anonymous"} == anonymous
        assert {(rows[key]["author_name"], rows[key]["organisation"]) for key in anonymous} == {("", "")}
        bodies = {it["source_id"]: it["body"] for it in records_of(written)}
        assert bodies == {key: row["feedback"].replace("\r\n", "\n") for key, row in source.items()}
    counts = json.loads((written / "manifest.json").read_text(encoding="utf-8"))["counts"]
    assert counts["comments"] == len(source)
    assert counts["stakeholder_group"] == {
        "academia": 55, "civil-society": 15, "government": 7, "individual": 28, "not-stated": 7, "private-sector": 97,
    }  # fmt: skip


def test_madrid_threads_come_out_as_the_trees_that_went_in(real_data, write, rows_of):
    folder = real_data / "20-threads-decide-madrid"
    source = {row["id"]: row["parentId"] for row in source_rows(folder / "comments.csv")}
    draft = DraftFactory()
    for proposal in source_rows(folder / "proposals.csv"):
        provision(draft, int(proposal["id"]))
    draft.state, draft.published_at = DraftState.PUBLISHED, timezone.now()
    draft.save()
    round = RoundFactory(draft=draft)
    bring_in(round, folder / "comments.csv", "decide-madrid.toml")

    rows = rows_of(write(Selection(round.consultation_id), Format.CSV))

    ids = {row["comment_id"]: row["source_id"] for row in rows}
    trees = {row["source_id"]: ids.get(row["parent_id"]) for row in rows}
    assert trees == {key: parent if parent in source else None for key, parent in source.items()}
    expected = Counter(
        f"art_{row['proposalId']}" for row in source_rows(folder / "comments.csv") if row["parentId"] == "-1"
    )
    assert Counter(row["provision_eid"] for row in rows if not row["parent_id"]) >= expected
    seen = set()
    for row in rows:
        assert not row["parent_id"] or row["parent_id"] in seen, "a reply stands below its parent"
        seen.add(row["comment_id"])


def test_strings_that_break_software_come_back_as_they_were(real_data, write, rows_of, records_of):
    said = [text for text in json.loads((real_data / "40-adv-blns" / "blns.json").read_text("utf-8")) if text.strip()]
    said += hostile_strings(real_data / "42-adv-xss")
    round = RoundFactory()
    scene = type("Scene", (), {"round": round})
    stored = {
        it.reference: it.current_revision.body for it in insert(*(entry(scene, n, it) for n, it in enumerate(said)))
    }

    folder = write(Selection(round.consultation_id))

    assert {it["comment_id"]: it["body"] for it in records_of(folder)} == stored
    cells = {it["comment_id"]: it["body"] for it in rows_of(folder)}
    assert {key: body.removeprefix("'") for key, body in cells.items()} == {
        key: body.removeprefix("'") for key, body in stored.items()
    }
    head, *rows = openpyxl.load_workbook(folder / "comments.xlsx")["comments"].iter_rows(values_only=True)
    printable = {key: body for key, body in stored.items() if all(it.isprintable() or it == "\n" for it in body)}
    shown = {row[0]: row[head.index("body")] for row in rows}
    assert {key: shown[key] for key in printable} == printable


def hostile_strings(folder: Path) -> list[str]:
    """Every string in the JSON files below a folder that looks like markup."""
    found: list[str] = []
    for path in sorted(folder.rglob("*.json")):
        waiting = [json.loads(path.read_text(encoding="utf-8"))]
        while waiting:
            value = waiting.pop()
            if isinstance(value, str) and "<" in value:
                found.append(value)
            elif isinstance(value, list | dict):
                waiting.extend(value.values() if isinstance(value, dict) else value)
    return found
