import pytest

from comments.queries.reader import ReaderProvision
from comments.queries.stretches import split, stretch_at, stretches_of
from consultations.enums import ProvisionKind
from tests.factories import published_draft


def row(order: int, *, depth: int = 1, characters: int = 1000, heading: str = "") -> ReaderProvision:
    """A provision whose words do not compress: each is a run of distinct code points."""
    words = "".join(chr(0x4E00 + (order * 7919 + step * 104_729) % 20_000) for step in range(characters // 3))
    return ReaderProvision(
        pk=order,
        eid=f"e{order}",
        order=order,
        depth=depth,
        parent_id=None,
        kind=ProvisionKind.ARTICLE,
        language="zh",
        number=f"{order}.",
        heading=heading,
        text=words,
        html=words,
    )


def test_a_short_draft_is_one_stretch():
    (only,) = split([row(order) for order in range(1, 21)])

    assert (only.number, only.first, only.last, only.begins, only.ends) == (1, 1, 20, "1", "20")


def test_a_draft_without_provisions_has_no_stretch():
    assert split([]) == ()


def test_stretches_follow_each_other_and_leave_nothing_out():
    rows = [row(order, depth=order % 4) for order in range(1, 301)]

    found = split(rows)

    assert len(found) > 3
    assert [it.number for it in found] == list(range(1, len(found) + 1))
    assert [order for it in found for order in range(it.first, it.last + 1)] == [it.order for it in rows]
    assert found == split(rows)


def test_a_stretch_ends_before_the_highest_title_in_its_second_half():
    rows = [row(order, depth=0 if order in {3, 25} else 1 if order % 5 == 0 else 2) for order in range(1, 121)]

    first, second, *_ = split(rows)

    assert first.last == 24
    assert (second.first, second.depth) == (25, 0)


def test_a_provision_that_is_too_long_for_any_stretch_is_one_of_its_own():
    rows = [row(1), row(2, characters=150_000), row(3)]

    assert [(it.first, it.last) for it in split(rows)] == [(1, 1), (2, 2), (3, 3)]


def test_the_stretch_of_a_provision_is_found_by_its_order():
    found = split([row(order) for order in range(1, 301)])

    assert [stretch_at(found, it.first) for it in found] == list(found)
    assert [stretch_at(found, it.last) for it in found] == list(found)


@pytest.mark.django_db
def test_a_published_draft_is_weighed_once_and_an_unpublished_one_each_time(django_assert_num_queries):
    draft = published_draft()
    kept = stretches_of(draft, "en")

    with django_assert_num_queries(0):
        assert stretches_of(draft, "en") == kept
    draft.published_at = None
    with django_assert_num_queries(2):
        assert stretches_of(draft, "en") == kept
