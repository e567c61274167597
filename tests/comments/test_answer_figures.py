import pytest
from hypothesis import given, strategies

from comments.answer_figures import FEW, LEAST_SHOWN, PartFigure, borda_points, folded, median_of, percent


@pytest.mark.parametrize(
    ("counts", "median"),
    [
        ((), None),
        ((0, 0, 0), None),
        ((1, 0, 0), 1),
        ((0, 0, 7), 3),
        ((1, 1), 1.5),
        ((2, 0, 2), 2),
        ((1, 0, 0, 1, 1), 4),
        ((3, 2, 1), 1.5),
    ],
)
def test_the_median_is_the_point_in_the_middle(counts, median):
    assert median_of(counts) == median


@pytest.mark.parametrize(
    ("ranks", "options", "points"), [({}, 3, 0), ({1: 2}, 3, 4), ({1: 1, 2: 1, 3: 5}, 3, 3), ({2: 4}, 2, 0)]
)
def test_borda_gives_each_place_as_many_points_as_options_stand_below_it(ranks, options, points):
    assert borda_points(ranks, options=options) == points


def test_percentages_of_nothing_are_nothing():
    assert (percent(0, 0), percent(1, 3)) == (0, 33)


def parts(*counts):
    return tuple(PartFigure(value=f"g{n}", label=f"Group {n}", count=n, counts=(n, 0)) for n in counts)


def test_parts_of_many_stay_as_they_are():
    assert folded(parts(5, 0, 9)) == parts(5, 0, 9)


def test_parts_of_few_stand_together_and_silence_stays():
    shown = folded(parts(9, 3, 0, 4))

    assert [(it.value, it.count, it.counts) for it in shown] == [("g9", 9, (9, 0)), ("g0", 0, (0, 0)), (FEW, 7, (7, 0))]


def test_the_next_smaller_part_hides_a_single_one():
    assert [(it.value, it.count) for it in folded(parts(9, 6, 1))] == [("g9", 9), (FEW, 7)]


def test_where_all_are_few_no_part_is_shown():
    assert folded(parts(1, 2, 0)) == ()


def test_the_median_of_those_taken_together_is_counted_anew():
    few = (
        PartFigure(value="a", label="A", count=4, counts=(4, 0, 0), median=1),
        PartFigure(value="b", label="B", count=4, counts=(0, 0, 4), median=3),
    )

    assert [it.median for it in folded(few)] == [2]


@given(strategies.lists(strategies.integers(min_value=0, max_value=12), max_size=9))
def test_no_row_tells_of_fewer_than_five_whatever_is_subtracted(counts):
    given_parts = tuple(
        PartFigure(value=str(place), label="", count=count, counts=(count,)) for place, count in enumerate(counts)
    )
    shown = folded(given_parts)

    assert all(it.count == 0 or it.count >= LEAST_SHOWN for it in shown)
    assert not shown or sum(it.count for it in shown) == sum(counts)
