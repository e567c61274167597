import pytest

from comments.citation import cited


@pytest.mark.parametrize(
    ("eid", "number", "heading", "words"),
    [
        ("art_5", "Article 5", "Safe havens", "Article 5: Safe havens"),
        ("art_5__para_2", "2.", "", "Article 5, paragraph 2"),
        ("art_5__para_2__point_a", "(a)", "", "Article 5, paragraph 2, point a"),
        ("art_5__para_nn_1", "", "", "Article 5, unnumbered paragraph 1"),
        ("art_2__para_nn_1__point_e", "(e)", "", "Article 2, point e"),
        ("art_5__para_2", "2.", "Requests", "2: Requests"),
        ("chp_1__x_9", "", "", "Chapter 1, x_9"),
        ("preamble", "", "", "Preamble"),
        ("para_nn_1", "", "", "Unnumbered paragraph 1"),
    ],
)
def test_a_provision_is_cited_by_what_says_enough(eid, number, heading, words):
    assert cited(eid, number=number, heading=heading) == words
