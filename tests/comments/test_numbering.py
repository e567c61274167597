import pytest

from comments.numbering import eids_of

PROVISIONS = [
    ("part_i", "Part I"),
    ("art_5", "Article 5"),
    ("art_5__para_1", "1."),
    ("art_5__para_2", "2."),
    ("art_5__para_2__point_a", "(a)"),
    ("art_7", "Article 7"),
    ("art_7__para_1", "1."),
    ("art_7__para_2", "2."),
    ("art_7__para_5", "5."),
    ("art_12", "第十二条"),
    ("art_nn_1", ""),
]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Article 5", ["art_5"]),
        ("article 5.", ["art_5"]),
        ("5", ["art_5"]),
        ("5.2", ["art_5__para_2"]),
        ("5(2)(a)", ["art_5__para_2__point_a"]),
        ("Article 5, paragraph 2", ["art_5__para_2"]),
        ("art. 7, par. 5", ["art_7__para_5"]),
        ("art_7__para_2", ["art_7__para_2"]),
        ("Part I", ["part_i"]),
        ("第十二条", ["art_12"]),
        ("2", ["art_5__para_2", "art_7__para_2"]),
        ("99", []),
        ("the preamble", []),
        ("...", []),
        ("", []),
    ],
)
def test_a_number_leads_to_what_may_be_meant(written, found):
    assert eids_of(written, PROVISIONS) == found
