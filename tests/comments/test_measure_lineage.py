"""The command on pairs of drafts of which people know what came of which."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

PAIRS = sorted((Path(__file__).parents[1] / "lineage_pairs").iterdir())


def measured(before: Path, after: Path, **options) -> dict:
    said = StringIO()
    call_command("measure_lineage", str(before), str(after), json=True, stdout=said, **options)
    return json.loads(said.getvalue())


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_what_people_know_is_found(pair):
    report = measured(pair / "before.md", pair / "after.md", truth=pair / "truth.json")

    assert (report["wrong"], report["missed"]) == ([], [])
    assert [one for one in report.get("passages", []) if not one["is_right"]] == []
    assert {figure["recall"] for figure in report["figures"].values()} == {1.0}


def test_what_was_only_wrapped_and_punctuated_anew_is_unchanged():
    pair = next(pair for pair in PAIRS if pair.name == "rewrapped")

    assert set(measured(pair / "before.md", pair / "after.md")["kinds"]) == {"unchanged"}


def test_figures_tell_what_is_wrong_and_what_is_missed(tmp_path):
    pair = PAIRS[0]
    (tmp_path / "truth.json").write_text(
        json.dumps(
            {
                "lineage": {"art_1": ["art_2"], "art_2": ["art_2"]},
                "passages": [{"of": "art_1__para_nn_1", "quote": "water of wells", "to": None, "words": None}],
            }
        )
    )

    report = measured(pair / "before.md", pair / "after.md", truth=tmp_path / "truth.json")

    assert (report["wrong"], report["missed"]) == ([["art_1", "art_1"]], [["art_1", "art_2"]])
    assert report["figures"]["articles"] == {"found": 2, "true": 2, "right": 1, "precision": 0.5, "recall": 0.5}
    assert report["figures"]["passages"]["precision"] == 0.0
    assert [(one["found"], one["is_right"]) for one in report["passages"]] == [("water of wells", False)]


@pytest.mark.parametrize(
    ("truth", "complaint"),
    [
        ("{", "It is not JSON"),
        ("[]", "It has no object “lineage”"),
        ('{"lineage": {"art_1": "art_1"}}', "is not a list of addresses"),
        ('{"lineage": {"art_99": []}}', "do not have: art_99"),
        ('{"lineage": {"art_1": ["art_99"]}}', "do not have: art_99"),
        ('{"lineage": {}, "passages": {}}', "“passages” is not a list"),
        ('{"lineage": {}, "passages": [{"of": "art_1"}]}', "A passage has"),
        ('{"lineage": {}, "passages": [{"of": 1, "quote": "", "to": null, "words": null}]}', "is no text"),
        ('{"lineage": {}, "passages": [{"of": "art_1", "quote": "no", "to": null, "words": null}]}', "not there: “no”"),
    ],
)
def test_a_truth_that_cannot_be_true_is_refused(tmp_path, truth, complaint):
    (tmp_path / "truth.json").write_text(truth, encoding="utf-8")

    with pytest.raises(CommandError, match=complaint):
        measured(PAIRS[0] / "before.md", PAIRS[0] / "after.md", truth=tmp_path / "truth.json")


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"missing\.md cannot be read"):
        measured(tmp_path / "missing.md", PAIRS[0] / "after.md")


def test_in_words_it_says_what_changed_and_how_good_that_is():
    pair = PAIRS[0]
    said = StringIO()

    call_command(
        "measure_lineage", str(pair / "before.md"), str(pair / "after.md"), truth=pair / "truth.json", stdout=said
    )

    assert "art_7 → art_10a" in said.getvalue()
    assert "articles: precision 1.0, recall 1.0 of 17" in said.getvalue()
