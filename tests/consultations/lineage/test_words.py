import pytest

from consultations.lineage.words import number, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the “owner’s”\n  well—and, again", ["the", "owner", "s", "well", "and", "again"]),
        ("5 % of €10.50", ["5", "%", "of", "€", "10", "50"]),
        ("كِتَابٌ طويـــل", ["كتاب", "طويل"]),
        ("ﻛﺘﺎﺏ", ["كتاب"]),
        ("المادة ١٢", ["المادة", "12"]),
        ("缔约方应当。", ["缔", "约", "方", "应", "当"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("soft\u00adhyphen and ﬁnal", ["softhyphen", "and", "final"]),
        ("", []),
    ],
)
def test_words_are_what_is_said_and_not_how_it_is_written(text, expected):
    assert words(text) == expected


def test_numbers_are_alike_whatever_stands_around_them():
    assert number("Article 5.") == number("ARTICLE 5") == "article 5"
    assert number("(a)") == number("a)") == "a"
    assert number("المادة ٥") == number("المادة 5")
