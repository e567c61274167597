import pytest

from comments.enums import Position
from comments.queries.totals import Total, Totals
from comments.templatetags.figures import kinds, rows


def total(value, count, parts=()):
    return Total(value=value, label=value.title(), count=count, percent=0, parts=parts)


def test_longest_row_is_as_wide_as_the_figure_and_its_parts_follow_each_other():
    academia, individual = rows([total("academia", 8, (4, 2, 0, 0)), total("individual", 2, (0, 0, 2, 0))])

    assert [(bar.kind, bar.x, bar.width) for bar in academia.bars] == [
        ("support", "0.00%", "50.00%"),
        ("changes", "50.00%", "25.00%"),
        ("replies", "75.00%", "25.00%"),
    ]
    assert [(bar.kind, bar.x, bar.width) for bar in individual.bars] == [("oppose", "0.00%", "25.00%")]
    assert academia.words == "Support: 4, Support with changes: 2, Replies: 2"
    assert (academia.counts, individual.counts) == ((4, 2, 0, 0, 2), (0, 0, 2, 0, 0))


def test_row_whose_positions_are_not_known_has_one_part_and_no_numbers():
    (row,) = rows([total("africa", 3)])

    assert ([(bar.kind, bar.width) for bar in row.bars], row.words, row.counts) == (
        [("all", "100.00%")],
        "Comments: 3",
        (),
    )


@pytest.mark.parametrize("parts", [(), (0, 0, 0, 0)])
def test_who_is_silent_has_a_row_without_a_bar(parts):
    assert [row.bars for row in rows([total("academia", 0, parts)])] == [()]


def test_widths_are_lengths_of_svg_in_every_language(settings):
    settings.LANGUAGE_CODE = "fr"
    _first, second = rows([total("academia", 3), total("individual", 1)])

    assert second.bars[0].width == "33.33%"


def test_whole_has_every_kind_and_the_replies_last():
    positions = tuple(total(it.value, count) for it, count in zip(Position, (1, 0, 2, 0), strict=True))
    found = kinds(Totals(count=5, groups=(), regions=(), positions=positions))

    assert [(it.kind, it.count) for it in found] == [
        ("support", 1), ("changes", 0), ("oppose", 2), ("none", 0), ("replies", 2),
    ]  # fmt: skip
