"""Prompts and answers in a digest."""

import csv
import json

import pytest
from django.utils import translation
from openpyxl import load_workbook

from comments.models import AnswerSet
from consultations.enums import PromptKind
from consultations.models import Consultation, Round
from digests.enums import Audience, Format
from digests.tables.answers import PROMPT_COLUMNS, SET_COLUMNS
from tests.digests.corpus import corpus as make_corpus
from tests.factories import UserFactory, group
from tests.prompting import answer, chosen, prompt, written

PROMPTS = ["prompt_1_2", "prompt_1_1", "prompt_1_3", "prompt_1_4"]


@pytest.fixture
def asked(corpus):
    """A corpus whose round asks four prompts, the second first; six academics and one government have answered."""
    round = corpus.scene.round
    Consultation.objects.update(languages=["en", "fr"])
    scale = prompt(round, PromptKind.SCALE, options=["low", "middle", "high"])
    choice = prompt(round, PromptKind.CHOICES, wordings={"en": "=Which?", "fr": "Lesquelles ?"}, eid="art_1")
    prompt(round, PromptKind.RANKING)
    prompt(round, PromptKind.TEXT)
    type(scale).objects.filter(pk=scale.pk).update(order=10)
    type(choice).objects.filter(pk=choice.pk).update(order=1)
    type(scale).objects.filter(pk=scale.pk).update(order=2)
    for number in range(6):
        given = {1: chosen(3), 2: chosen(1, 2), 3: chosen(2, 1), 4: written(f'=Text "{number}",\nand more')}
        answer(round, given, by=UserFactory(name=f"Academic {number}", stakeholder_group=group("academia")))
    answer(round, {1: chosen(1)}, by=UserFactory(name="Minister", stakeholder_group=group("government"), country="FR"))
    return corpus


def rows_in(folder, name):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def staff(asked, **filters):
    return asked.selection(audience=Audience.STAFF, **filters)


def test_a_round_without_prompts_has_no_such_files(corpus, write):
    assert not any("prompt" in it.name or "answer" in it.name for it in write(corpus.selection()).iterdir())


def test_each_format_has_both_tables_for_staff_and_the_manifest_names_them(asked, write):
    folder = write(staff(asked))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    rows = {it["name"]: it["rows"] for it in manifest["files"]}
    book = load_workbook(folder / "comments.xlsx", read_only=True)

    assert {name: rows[name] for name in ("answers.csv", "answers.jsonl")} == {"answers.csv": 7, "answers.jsonl": 7}
    assert rows["prompts.csv"] == rows["prompts.jsonl"] == len(rows_in(folder, "prompts.csv"))
    assert {"prompts", "answers"} <= set(book.sheetnames)
    assert book["answers"].max_row == 8


def test_the_columns_are_the_contract_and_prompts_follow_in_their_order(asked, write):
    folder = write(staff(asked), Format.CSV)

    assert list(rows_in(folder, "answers.csv")[0]) == [*(it.name for it in SET_COLUMNS), *PROMPTS]
    assert list(rows_in(folder, "prompts.csv")[0]) == [it.name for it in PROMPT_COLUMNS]
    assert list(dict.fromkeys(it["prompt"] for it in rows_in(folder, "prompts.csv"))) == PROMPTS


def test_a_row_says_what_a_contributor_answered(asked, write):
    first = rows_in(write(staff(asked), Format.CSV), "answers.csv")[0]

    assert {name: first[name] for name in ("author_name", "stakeholder_group", "country", "region", *PROMPTS)} == {
        "author_name": "Academic 0",
        "stakeholder_group": "academia",
        "country": "KE",
        "region": "Africa",
        "prompt_1_1": "3",
        "prompt_1_2": "First; Second",
        "prompt_1_3": "Second; First",
        "prompt_1_4": '\'=Text "0",\nand more',
    }


def test_json_keeps_text_and_types(asked, write):
    folder = write(staff(asked), Format.JSONL)
    lines = [json.loads(line) for line in (folder / "answers.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]

    assert lines[0]["prompt_1_4"] == '=Text "0",\nand more'
    assert lines[0]["prompt_1_1"] == 3
    assert lines[6]["prompt_1_2"] is None


def test_figures_stand_by_option_group_and_region(asked, write):
    rows = rows_in(write(staff(asked), Format.CSV), "prompts.csv")
    told = {
        (it["prompt"], it["by"], it["value"], it["option"]): (it["contributors"], it["count"], it["points"])
        for it in rows
    }

    assert told["prompt_1_1", "all", "", "3"] == ("7", "6", "")
    assert told["prompt_1_1", "stakeholder_group", "government", "1"] == ("1", "1", "")
    assert told["prompt_1_1", "region", "Europe", "1"] == ("1", "1", "")
    assert told["prompt_1_3", "all", "", "2"] == ("6", "6", "12")
    assert told["prompt_1_4", "all", "", ""] == ("6", "", "")
    assert {it["wording"] for it in rows if it["prompt"] == "prompt_1_2"} == {"'=Which?"}


def test_the_public_has_figures_only_and_none_of_few(asked, write):
    folder = write(asked.selection())
    rows = rows_in(folder, "prompts.csv")

    assert not list(folder.glob("answers.*"))
    assert {it["value"] for it in rows if it["by"] == "stakeholder_group" and it["prompt"] == "prompt_1_1"} == {"few"}
    assert "Academic" not in (folder / "prompts.csv").read_text(encoding="utf-8")


def test_filters_narrow_the_answers_for_staff_and_never_the_figures_for_the_public(asked, write):
    narrowed = write(staff(asked, stakeholder_group=("government",)), Format.CSV, name="staff")
    public = write(asked.selection(stakeholder_group=("government",)), Format.CSV, name="public")
    whole = write(asked.selection(), Format.CSV, name="whole")

    assert [it["author_name"] for it in rows_in(narrowed, "answers.csv")] == ["Minister"]
    assert rows_in(public, "prompts.csv") == rows_in(whole, "prompts.csv")


def test_anonymity_binds_the_staff_digest(asked, write):
    AnswerSet.objects.filter(author_name="Minister").update(attribution="anonymous", organisation_name="Ministry")

    last = rows_in(write(staff(asked), Format.CSV), "answers.csv")[-1]

    assert (last["author_name"], last["organisation"], last["attribution"]) == ("", "", "anonymous")


def test_the_same_state_gives_the_same_bytes_in_whatever_language(asked, write):
    first = write(staff(asked), name="first")
    with translation.override("fr"):
        second = write(staff(asked), name="second")

    for name in ("prompts.csv", "answers.csv", "answers.jsonl", "prompts.jsonl", "comments.xlsx", "manifest.json"):
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_an_answer_moves_the_time_of_the_snapshot(asked, write):
    def time(folder):
        return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["snapshot_at"]

    first = time(write(staff(asked), Format.CSV, name="first"))
    answer(Round.objects.get(pk=asked.scene.round.pk), {1: chosen(2)})

    assert time(write(staff(asked), Format.CSV, name="second")) > first


def test_the_prompts_of_another_consultation_are_left_out(asked, write):
    other = make_corpus("other")
    prompt(other.scene.round)

    assert {it["prompt"] for it in rows_in(write(asked.selection(), Format.CSV), "prompts.csv")} == set(PROMPTS)
