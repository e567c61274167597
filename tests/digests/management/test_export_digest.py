"""The command writes the same files as the desk, without a job."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from digests.models import Digest

ALL_FILES = ["anchors.csv", "comments.csv", "comments.jsonl", "comments.xlsx", "contents.jsonl", "manifest.json"]


def export(output, *arguments, consultation="cybercrime"):
    out = StringIO()
    call_command("export_digest", "--consultation", consultation, "--output", str(output), *arguments, stdout=out)
    return out.getvalue()


def test_it_writes_the_files_and_the_manifest_and_leaves_no_trace(corpus, tmp_path, write):
    printed = export(tmp_path / "new" / "folder", "--format", "csv,xlsx,jsonl")

    written = write(corpus.selection())
    assert sorted(it.name for it in (tmp_path / "new" / "folder").iterdir()) == ALL_FILES
    for name in ALL_FILES:
        assert (tmp_path / "new" / "folder" / name).read_bytes() == (written / name).read_bytes(), name
        assert name in printed
    assert "6 comments" in printed
    assert Digest.objects.count() == 0


def test_json_tells_what_was_written_and_nothing_else(corpus, tmp_path):
    told = json.loads(export(tmp_path / "out", "--json"))

    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert told == {"output": str(tmp_path / "out"), **manifest}


def test_filters_rounds_and_audience_narrow_it(corpus, tmp_path):
    arguments = ["--audience", "staff", "--round", "1", "--filter", "region=not-stated", "--filter", "status=pending"]

    told = json.loads(export(tmp_path, *arguments, "--json"))

    assert told["counts"]["status"] == {"pending": 1}
    assert told["filters"] == {"region": ["not-stated"], "status": ["pending"]}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--round", "7"], "no round 7"),
        (["--filter", "password=x"], "FIELD=VALUE"),
        (["--filter", "region"], "FIELD=VALUE"),
        (["--format", "pdf"], "formats are csv, xlsx, jsonl"),
    ],
)
def test_what_does_not_exist_is_said_and_nothing_is_written(corpus, tmp_path, arguments, message):
    with pytest.raises(CommandError, match=message):
        export(tmp_path / "out", *arguments)

    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []


def test_an_unknown_consultation_is_said(transactional_db, tmp_path):
    with pytest.raises(CommandError, match="no consultation 'nowhere'"):
        export(tmp_path, consultation="nowhere")


def test_a_second_run_replaces_the_files_of_the_first(corpus, tmp_path):
    (tmp_path / "comments.csv").write_text("old")

    export(tmp_path)

    assert (tmp_path / "comments.csv").read_text(encoding="utf-8").startswith("comment_id,")


def test_a_folder_that_cannot_be_written_is_said(corpus, tmp_path):
    (tmp_path / "out").write_text("a file of that name")

    with pytest.raises(CommandError, match=r"cannot be written into .*out: File exists"):
        export(tmp_path / "out")


@pytest.mark.parametrize("filter", ["stakeholder_group=nope", "region=999", "country=XX", "position=maybe"])
def test_a_value_that_no_comment_can_have_is_refused(corpus, tmp_path, filter):
    with pytest.raises(CommandError, match=filter.partition("=")[2]):
        export(tmp_path / "out", "--filter", filter)

    assert not (tmp_path / "out").exists()
