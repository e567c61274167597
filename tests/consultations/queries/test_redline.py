import pytest

from consultations.enums import LineageKind as K
from consultations.queries.redline import links_between
from consultations.redline import Link
from tests.redlining import draft_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    first = draft_of({1: "a", 2: "b", 3: "c"})
    second = draft_of(
        {1: "b", 2: "a"}, after=first, became=[(2, 1, K.UNCHANGED), (1, 2, K.MOVED), (3, None, K.DELETED)]
    )
    third = draft_of(
        {1: "new", 2: "b", 3: "a"}, after=second, became=[(None, 1, K.NEW), (1, 2, K.RENUMBERED), (2, 3, K.RENUMBERED)]
    )
    return first, second, third


def test_neighbours_are_tied_by_their_lineage(three, django_assert_num_queries):
    first, second, _third = three

    with django_assert_num_queries(2):
        assert sorted(links_between(first, second)) == [Link(1, 2, is_moved=True), Link(2, 1)]


def test_drafts_further_apart_are_tied_by_all_steps_between_them(three, django_assert_num_queries):
    first, _second, third = three

    with django_assert_num_queries(2):
        assert sorted(links_between(first, third)) == [Link(1, 3, is_moved=True), Link(2, 2)]


def test_drafts_that_were_never_matched_are_not_tied(three):
    first, _second, third = three
    unmatched = draft_of({1: "a"}, after=third)
    aside = draft_of({1: "a"}, consultation=first.consultation)

    assert links_between(first, unmatched) is None
    assert links_between(first, aside) is None
