import pytest

from comments.imports.languages import language_tag
from comments.imports.places import Places
from comments.numbers import Numbered
from consultations.enums import ProvisionKind

DRAFT = {
    "en": [
        (1, "art_1", 0, "Article 1", "Purpose", ProvisionKind.ARTICLE),
        (2, "art_2", 0, "Article 2.", "Definitions", ProvisionKind.ARTICLE),
        (3, "art_2__para_1", 1, "1.", "", ProvisionKind.PARAGRAPH),
        (4, "art_2__para_7", 1, "7.", "", ProvisionKind.PARAGRAPH),
        (5, "art_3", 0, "Article 3", "", ProvisionKind.ARTICLE),
        (6, "art_3__para_1", 1, "1.", "", ProvisionKind.PARAGRAPH),
        (7, "art_3__para_7", 1, "7.", "", ProvisionKind.PARAGRAPH),
    ],
    "es": [(1, "art_1", 0, "Artículo 1", "Objeto", ProvisionKind.ARTICLE)],
}
PLACES = Places(
    (key, language, Numbered.of(eid, eid, depth, number, heading, kind))
    for language, rows in DRAFT.items()
    for key, eid, depth, number, heading, kind in rows
)


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("Article 1", 1), ("article  1.", 1), ("artículo 1", 1), ("2", 2), ("ARTICLE 2", 2), ("art. 2", 2), ("1", 1),
        ("2.1", 3), ("Article 2(1)", 3), ("§ 2", 2), ("7", None), ("3.7", 7), ("Article 9", None), ("", None),
    ],
)  # fmt: skip
def test_a_number_finds_one_provision_or_none(number: str, found: int | None):
    assert PLACES.by_number(number) == found


@pytest.mark.parametrize("written", ["Schedule 2", "p. 2", "Definitions", "see article 2", "Article 2 of the Charter"])
def test_a_table_says_which_provision_it_means_with_each_word(written: str):
    """Nobody sees where a row goes, as who types a number on a page does."""
    assert PLACES.by_number(written) is None


def test_an_eid_is_exact():
    assert (PLACES.by_eid(" art_2__para_1 "), PLACES.by_eid("ART_1"), PLACES.by_eid("")) == (3, None, None)


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("EN", "en"), ("fra", "fr"), ("fre", "fr"), ("pt_BR", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW"),
        ("de-1996", "de"), ("Swahili (macrolanguage)", "sw"),
        ("Spanish", "es"), ("xx", ""), ("", ""), ("x" * 99, ""),
    ],
)  # fmt: skip
def test_a_language_becomes_its_shortest_tag(written: str, tag: str):
    assert language_tag(written) == tag
