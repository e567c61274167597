import pytest

from comments.carrying.landing import Carriage, Landing, Standing
from comments.carrying.sides import Descent, Side, Unit, Words
from comments.enums import AnchorType, PlacementState

FIRST = "Each Party shall establish a national contact point. It shall answer at any hour of the day."


def unit(pk, eid, text, *, order, number="", parent=None, heading=""):
    return Unit(pk, eid, order, parent, {"en": Words(pk * 100, "en", number or eid, heading, text)})


def side(*units):
    return Side("en", tuple(units))


OLD = side(
    unit(1, "art_1", FIRST, order=1),
    unit(2, "art_2", "Costs are shared.", order=2),
    unit(3, "art_3", "", order=3, heading="Reports"),
    unit(4, "art_3__para_1", "Reports are public.", order=4, parent=3),
)


def landed(place, *units, descent):
    return Carriage(OLD, side(*units), [Descent(*it) for it in descent]).land(place)


def whole(pk):
    return Standing(AnchorType.PROVISION, pk)


def gap(pk):
    return Standing(AnchorType.GAP, pk)


def passage(words):
    start = FIRST.index(words)
    return Standing(AnchorType.PASSAGE, 1, 100, start, start + len(words))


def test_a_provision_with_the_same_words_is_unchanged():
    assert landed(whole(1), unit(11, "art_1", FIRST, order=1), descent=[(1, 11, 1.0)]) == Landing(
        PlacementState.UNCHANGED, 11
    )


def test_one_with_another_number_has_moved():
    assert landed(whole(1), unit(11, "art_2", FIRST, order=2), descent=[(1, 11, 1.0)]) == Landing(
        PlacementState.MOVED, 11
    )


def test_one_with_other_words_below_it_is_changed():
    units = [
        unit(13, "art_3", "", order=1, heading="Reports"),
        unit(14, "art_3__para_1", "Reports are secret.", order=2, parent=13),
    ]

    assert landed(whole(3), *units, descent=[(3, 13, 1.0), (4, 14, 0.8)]) == Landing(PlacementState.CHANGED, 13)


def test_a_deleted_one_leaves_no_place():
    assert landed(whole(2), descent=[(2, None, 0.0)]) == Landing(PlacementState.LOST, score=0.0)


def test_of_a_provision_without_lineage_nobody_knows():
    assert landed(whole(2), descent=[]) == Landing(PlacementState.LOST, score=0.0, is_certain=False)


def test_after_a_split_the_most_alike_is_proposed():
    first, second = FIRST.split(". ")
    units = [unit(11, "art_1", first, order=1), unit(12, "art_2", second, order=2)]

    found = landed(whole(1), *units, descent=[(1, 11, 0.4), (1, 12, 0.6)])

    assert found == Landing(PlacementState.CHANGED, 12, score=0.6, is_certain=False)


@pytest.mark.parametrize(
    ("text", "words", "state"),
    [
        (FIRST.replace("hour", "time"), "national contact point", PlacementState.UNCHANGED),
        (FIRST.replace("any hour", "every hour"), "It shall answer at any hour", PlacementState.CHANGED),
        ("Nothing is left of it.", "national contact point", PlacementState.LOST),
    ],
)
def test_a_passage_is_judged_by_its_own_words(text, words, state):
    found = landed(passage(words), unit(11, "art_1", text, order=1), descent=[(1, 11, 0.9)])

    assert found.state is state
    assert found.text == (None if state is PlacementState.LOST else 1100)


def test_a_passage_moves_with_its_words_to_the_half_that_holds_them():
    first, second = FIRST.split(". ")
    units = [unit(11, "art_1", first, order=1), unit(12, "art_2", second, order=2)]

    found = landed(passage("answer at any hour"), *units, descent=[(1, 11, 0.5), (1, 12, 0.5)])

    assert (found.state, found.provision) == (PlacementState.MOVED, 12)


def test_a_gap_where_something_was_inserted_is_on_changed_text():
    one, two = unit(11, "art_1", FIRST, order=1), unit(12, "art_2", "Costs are shared.", order=3)
    new = unit(19, "art_1bis", "What was missing.", order=2)
    descent = [(1, 11, 1.0), (2, 12, 1.0)]

    assert landed(gap(1), one, two, descent=descent).state is PlacementState.UNCHANGED
    assert landed(gap(1), one, new, two, descent=descent).state is PlacementState.CHANGED


def test_the_whole_draft_is_changed_by_any_word():
    place = Standing(AnchorType.DRAFT, None)

    assert landed(place, *OLD.units, descent=[]) == Landing(PlacementState.UNCHANGED)
    assert landed(place, *OLD.units[:2], descent=[]) == Landing(PlacementState.CHANGED)


def test_what_had_no_place_before_has_none_after():
    assert landed(Standing(AnchorType.PROVISION, None), descent=[]) == Landing(PlacementState.LOST, score=0.0)
