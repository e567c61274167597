from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.imports.mapping import Expression, Policy
from comments.imports.mapping_reader import MappingRefused, read_mapping

LEAST = 'source = "hearing"\n[columns]\nbody = "text"\n'


def refused(text: str) -> list[tuple[str, str]]:
    with pytest.raises(MappingRefused) as refusal:
        read_mapping(text)
    return [(problem.key, problem.text) for problem in refusal.value.problems]


def test_the_least_mapping_is_a_source_and_a_body():
    mapping = read_mapping(LEAST)

    assert (mapping.source, mapping.columns) == ("hearing", {"body": Expression(columns=("text",))})
    assert (mapping.missing_parent, mapping.unknown_country) == (Policy.THREAD, Policy.REJECT)


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ("source = ", "", "This is not TOML"),
        ('[columns]\nbody = "text"', "source", "Name where the comments come from"),
        ('source = "Two Words"\n[columns]\nbody = "text"', "source", "small letters"),
        ('source = "x"', "columns.body", "Say which column holds the text"),
        (LEAST + 'contry = "c"', "columns.contry", "Did you mean “country”?"),
        (LEAST + 'region = "r"', "columns.region", "This follows from “country”"),
        (LEAST + "country = 3", "columns.country", "Give the name of a column"),
        (LEAST + 'posted_at = { template = "no place" }', "columns.posted_at", "Give the name of a column"),
        (LEAST + '[constants]\nbody = "x"', "constants.body", "already has a column"),
        (LEAST + '[constants]\nsource_id = "1"', "constants.source_id", "Each row has its own"),
        (LEAST + '[values.region]\na = "b"', "values.region", "Allowed are: kind, position"),
        (LEAST + '[values]\ncountry = "b"', "values.country", "write [values.country]"),
        (LEAST + '[dates]\nformats = ["yesterday"]', "dates.formats", "is not a format of dates"),
        (LEAST + '[dates]\nzone = "Mars/Olympus"', "dates.zone", "is not a time zone"),
        (LEAST + '[dates]\nzone = "../etc"', "dates.zone", "is not a time zone"),
        (LEAST + '[table]\nencoding = "klingon"', "table.encoding", "is not an encoding"),
        (LEAST + '[table]\nencoding = "base64"', "table.encoding", "is not an encoding"),
        (LEAST + '[table]\ndelimiter = ";;"', "table.delimiter", "Give one character"),
        (LEAST + '[table]\nformat = "ods"', "table.format", "Allowed are: csv, xlsx, jsonl"),
        ('missing_parent = "drop"\n' + LEAST, "missing_parent", "Allowed are: thread, reject"),
        ('columns = "text"\nsource = "x"', "columns", "This is a section"),
    ],
)
def test_a_mistake_names_its_key_and_what_is_allowed(text: str, key: str, says: str):
    problems = refused(text)

    assert problems[0][0] == key
    assert says in problems[0][1]


def test_all_mistakes_are_told_at_once():
    keys = [key for key, _ in refused('source = "x"\nfoo = 1\n[columns]\nbdy = "t"\n[dates]\nzone = "Mars"')]

    assert keys == ["foo", "columns.bdy", "dates.zone"]


@given(st.text(max_size=200))
def test_no_text_does_more_than_be_refused(text: str):
    with suppress(MappingRefused):
        assert read_mapping(text).source


def test_columns_are_joined_chosen_or_put_into_a_template():
    cells = {"a": "one", "b": "", "c": "three"}

    assert Expression(columns=("a", "b", "c"), joined=" ").value(cells) == "one three"
    assert Expression(columns=("b", "c")).value(cells) == "three"
    assert Expression(template="art_{c}").value(cells) == "art_three"
    assert Expression(template="art_{b}").value(cells) == ""


def test_values_are_translated_whatever_their_case_and_the_star_is_the_rest():
    mapping = read_mapping(
        LEAST + '[values.position]\n"In Favour" = "support"\n"*" = "none"\n[values.country]\nUK = "GB"'
    )

    assert [mapping.translated("position", value) for value in ("in  favour ", "maybe", "")] == ["support", "none", ""]
    assert [mapping.translated("country", value) for value in ("uk", "KE")] == ["GB", "KE"]


def test_a_constant_wins_and_a_default_fills_what_is_empty():
    mapping = read_mapping(LEAST + 'country = "c"\n[constants]\nlanguage = "es"\n[defaults]\ncountry = "ES"')

    assert mapping.text("language", {"language": "fr"}) == "es"
    assert [mapping.text("country", {"c": value}) for value in ("KE", " ")] == ["KE", "ES"]
