import pytest

from comments.numbers import MOST, Found, Numbered, find, signs_of

TREATY = [
    # kind, depth, number, heading
    ("preamble", 0, "", ""),
    ("recital", 1, "(1)", ""),
    ("recital", 1, "(2)", ""),
    ("chapter", 0, "Chapter I", "General provisions"),
    ("article", 1, "Article 1", "Purpose"),
    ("paragraph", 2, "1.", ""),
    ("paragraph", 2, "2.", ""),
    ("chapter", 0, "Chapter II", "Duties"),
    ("article", 1, "Article 5", "Denying safe havens"),
    ("paragraph", 2, "1.", ""),
    ("paragraph", 2, "2.", ""),
    ("point", 3, "(a)", ""),
    ("point", 3, "(b)", ""),
    ("article", 1, "Article 5 bis", "Evidence"),
    ("annex", 0, "Annex I", "Forms"),
    ("article", 1, "Article 5", "Form of a request"),
]
BEGINS = {"preamble", "recital", "article", "annex"}
SHORT = {"chapter": "chp", "article": "art", "paragraph": "para", "recital": "rec"}


def draft(rows) -> list[Numbered]:
    return [
        Numbered(f"{index}", heading, depth, number, heading, kind in BEGINS, (kind, SHORT.get(kind, kind)))
        for index, (kind, depth, number, heading) in enumerate(rows)
    ]


def hits(asked: str, rows=TREATY) -> list[int]:
    return [int(it.eid) for it in find(asked, draft(rows)).hits]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("1", [4, 1]),
        ("5.2", [10]),
        ("5 (2)", [10]),
        ("Article 5(2)", [10]),
        ("art. 5, para. 2", [10]),
        ("5.2.a", [11]),
        ("5.2(A)", [11]),
        ("l’article 5.2", [10]),
        ("п. 5.2", [10]),
        ("§ 5.2", [10]),
        ("٥.٢", [10]),
        ("第五条第二款", [10]),
        ("５．２", [10]),
        ("05.2", [10]),
        ("5 bis", [13]),
        ("5bis", [13]),
        ("Chapter II", [7]),
        ("chapter 2", [7]),
        ("ch II", [7]),
        ("chapter II article 5", [8]),
        ("5", [8, 15]),
        ("annex 5", [15]),
        ("annex I", [14]),
        ("rec 2", [2]),
        ("recital 2", [2]),
        ("b", [12]),
        ("Preamble", [0]),
        ("preamb", [0]),
        ("safe havens", [8]),
        ("article", []),
        ("", []),
        ("...", []),
    ],
)
def test_what_is_typed_is_found_as_it_is_cited(asked, found):
    assert sorted(hits(asked)) == sorted(found)


def test_a_number_of_its_own_is_found_where_nothing_is_cited_by_it():
    rows = [
        ("article", 0, "Article 1", ""),
        ("paragraph", 1, "7.", ""),
        ("article", 0, "Article 2", ""),
        ("paragraph", 1, "7.", ""),
    ]

    assert hits("7", rows) == [1, 3]
    assert hits("2.7", rows) == [3]


def test_numbers_that_print_their_whole_way_are_found_by_it():
    rows = [
        ("section", 0, "5.", ""),
        ("paragraph", 1, "5.1", ""),
        ("paragraph", 1, "5.2", ""),
        ("point", 2, "5.2.1", ""),
    ]

    assert hits("5.2", rows) == [2]
    assert hits("5.2.1", rows) == [3]
    assert hits("5", rows) == [0]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("5.9", "Article 5"),
        ("5.2.z", "2."),
        ("99", "Article 5"),
        ("article 3", "Article 1"),
        ("article 2", "Article 1"),
        ("annex 9", "Article 5"),
    ],
)
def test_of_what_is_not_there_the_nearest_is_named(asked, number):
    found = find(asked, draft(TREATY))

    assert found.hits == ()
    assert found.nearest is not None
    assert found.nearest.number == number


def test_a_draft_without_provisions_has_nothing_near():
    assert find("5.2", []) == Found()
    assert find("words", []) == Found()


def test_no_more_are_offered_than_one_can_choose_from():
    rows = [("article", 0, "", "")] + [("paragraph", 1, "1.", "")] * (MOST + 5)

    assert len(hits("1", rows)) == MOST


@pytest.mark.parametrize("asked", ["9" * 100_000, "\x00", "²", "(" * 5000, "a b " * 5000, "᠐᠕", "Ⅴ", "\u202e5.2"])
def test_whatever_is_typed_is_answered(asked):
    find(asked, draft(TREATY))


def test_signs_are_numbers_and_words():
    assert signs_of("Art. 5(2)") == ["art", "5", "2"]
    assert signs_of("第二十五条") == ["第", "25", "条"]
    assert signs_of("1º") == ["1"]
