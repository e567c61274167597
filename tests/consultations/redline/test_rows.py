"""What became of each provision, as one list in the order of the later draft."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from consultations.enums import LineageKind as K
from consultations.redline import Compared, Link, Matched, composed, figures


def side(*words: str) -> list[Compared]:
    """Articles, each with these words; one that begins with “.” stands in the article before it."""
    found: list[Compared] = []
    above = 0
    for order, text in enumerate(words, start=1):
        is_below = text.startswith(".")
        above = above if is_below else order
        found.append(Compared(order, above if is_below else 0, int(is_below), f"{order}.", text))
    return found


def rows(earlier: Sequence[Compared], later: Sequence[Compared], *links: Link) -> list[tuple]:
    return [(row.kind, row.later, row.earlier) for row in Matched(earlier, later, links).rows]


def test_what_stayed_is_unchanged_changed_or_renumbered():
    found = Matched(side("a", "b", "c"), side("a", "B"), [Link(1, 1), Link(2, 2)]).rows

    assert [(row.kind, row.has_other_words) for row in found] == [
        (K.UNCHANGED, False),
        (K.CHANGED, True),
        (K.DELETED, False),
    ]
    assert rows(side("x", "a"), side("a"), Link(2, 1)) == [(K.DELETED, 0, (1,)), (K.RENUMBERED, 1, (2,))]


def test_what_was_deleted_stands_where_it_stood():
    assert rows(side("a", "gone", "b"), side("a", "b"), Link(1, 1), Link(3, 2)) == [
        (K.UNCHANGED, 1, (1,)),
        (K.DELETED, 0, (2,)),
        (K.RENUMBERED, 2, (3,)),
    ]


def test_what_was_deleted_comes_after_what_is_new_below_the_provision_before_it():
    assert rows(side("a", "gone"), side("a", ".new", "b"), Link(1, 1)) == [
        (K.UNCHANGED, 1, (1,)),
        (K.NEW, 2, ()),
        (K.DELETED, 0, (2,)),
        (K.NEW, 3, ()),
    ]


def test_a_move_is_shown_at_both_ends():
    found = Matched(side("a", "b", "c"), side("b", "c", "a"), [Link(1, 3, True), Link(2, 1), Link(3, 2)]).rows

    assert [(row.kind, row.later, row.earlier, row.left_for) for row in found] == [
        (K.MOVED, 0, (1,), 3),
        (K.RENUMBERED, 1, (2,), 0),
        (K.RENUMBERED, 2, (3,), 0),
        (K.MOVED, 3, (1,), 0),
    ]


def test_what_stood_below_goes_along_with_a_move_without_being_named_again():
    found = Matched(
        side("a", ".below", "b", "gone"),
        side("b", "a", ".below"),
        [Link(1, 2, True), Link(2, 3), Link(3, 1)],
    ).rows

    assert [(row.kind, row.later, row.earlier) for row in found] == [
        (K.MOVED, 0, (1,)),
        (K.RENUMBERED, 1, (3,)),
        (K.DELETED, 0, (4,)),
        (K.MOVED, 2, (1,)),
        (K.RENUMBERED, 3, (2,)),
    ]


def test_splits_and_merges_are_named():
    assert rows(side("ab", "c", "d"), side("a", "b", "cd"), Link(1, 1), Link(1, 2), Link(2, 3), Link(3, 3)) == [
        (K.SPLIT, 1, (1,)),
        (K.SPLIT, 2, (1,)),
        (K.MERGED, 3, (2, 3)),
        (K.MERGED, 0, (3,)),
    ]


def test_steps_are_composed_and_what_moved_in_one_has_moved():
    first = [Link(1, 1), Link(2, 3, True), Link(3, 2)]
    second = [Link(1, 1), Link(1, 2), Link(3, 3)]

    assert sorted(composed(first, second)) == [Link(1, 1), Link(1, 2), Link(2, 3, True)]


LINKS = st.lists(st.builds(Link, st.integers(1, 6), st.integers(1, 7), st.booleans()), unique_by=lambda it: it[:2])


@given(LINKS)
def test_each_provision_of_the_later_draft_stands_once_and_the_figures_add_up(links):
    earlier, later = side("a", ".b", ".c", "d", ".e", "f"), side("a", "b", ".c", "d", ".e", ".f", "g")

    found = Matched(earlier, later, links).rows

    assert [row.later for row in found if row.later] == [1, 2, 3, 4, 5, 6, 7]
    counted = figures(found)
    assert (sum(it.earlier for it in counted), sum(it.later for it in counted)) == (6, 7)
    assert {row.earlier[0] for row in found if row.kind == K.DELETED} == {1, 2, 3, 4, 5, 6} - {
        it.earlier for it in links
    }
