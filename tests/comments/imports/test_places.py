import pytest

from comments.imports.languages import language_tag
from comments.imports.places import Places

PLACES = Places(
    [(1, "art_1", "Article 1"), (2, "art_2", "Article 2."), (3, "art_2__para_1", "1."), (4, "art_3__para_1", "1.")]
)


@pytest.mark.parametrize(
    ("number", "found"),
    [("Article 1", 1), ("article  1.", 1), ("2", 2), ("ARTICLE 2", 2), ("1", None), ("Article 9", None), ("", None)],
)
def test_a_number_finds_one_provision_or_none(number: str, found: int | None):
    assert PLACES.by_number(number) == found


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
