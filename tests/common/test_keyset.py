from datetime import UTC, datetime, timedelta

import pytest

from common.enums import Verb
from common.errors import BadCursor
from common.keyset import cursor_after, paginate
from common.models import AuditEntry

START = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
NEWEST_FIRST = ("-at", "-id")


@pytest.fixture
def entries(db):
    """Seven rows, of which each two neighbours share their instant."""
    return AuditEntry.objects.bulk_create(
        AuditEntry(verb=Verb.CREATED, subject_type="t", subject_id=n, at=START + timedelta(microseconds=n // 2))
        for n in range(7)
    )


def subjects(page):
    return [entry.subject_id for entry in page.items]


def pages(order, size):
    cursor, found = "", []
    while True:
        page = paginate(AuditEntry.objects.all(), order=order, cursor=cursor, size=size)
        found.append(page)
        if not (cursor := page.next_cursor):
            return found


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (NEWEST_FIRST, [6, 5, 4, 3, 2, 1, 0]),
        (("at", "id"), [0, 1, 2, 3, 4, 5, 6]),
        (("-at", "id"), [6, 4, 5, 2, 3, 0, 1]),
        (("subject_id",), [0, 1, 2, 3, 4, 5, 6]),
        (("-pk",), [6, 5, 4, 3, 2, 1, 0]),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 20])
def test_pages_hold_every_row_once_and_in_order(entries, order, expected, size):
    assert [n for page in pages(order, size) for n in subjects(page)] == expected


def test_previous_cursor_leads_back_over_the_same_pages(entries):
    first, second, third = pages(NEWEST_FIRST, 3)

    back = paginate(AuditEntry.objects.all(), order=NEWEST_FIRST, cursor=third.previous_cursor, size=3)

    assert subjects(back) == subjects(second)
    assert back.next_cursor == second.next_cursor
    assert paginate(AuditEntry.objects.all(), order=NEWEST_FIRST, cursor=back.previous_cursor, size=3) == first


def test_first_page_has_no_previous_and_last_no_next(entries):
    first, *_, last = pages(NEWEST_FIRST, 3)

    assert first.previous_cursor == ""
    assert last.next_cursor == ""


def test_a_row_that_arrives_meanwhile_moves_no_page(entries):
    first, second, _third = pages(NEWEST_FIRST, 3)
    AuditEntry.objects.create(verb=Verb.CREATED, subject_type="t", subject_id=99, at=START + timedelta(days=1))

    again = paginate(AuditEntry.objects.all(), order=NEWEST_FIRST, cursor=first.next_cursor, size=3)

    assert subjects(again) == subjects(second)


def test_an_empty_list_is_one_empty_page(db):
    page = paginate(AuditEntry.objects.all(), order=NEWEST_FIRST, cursor="", size=3)

    assert (page.items, page.next_cursor, page.previous_cursor) == ([], "", "")


@pytest.mark.parametrize("cursor", ["1", "W10:abc", "\x00", "ü", "a:b:c", " ", "[true,1]"])
def test_a_forged_cursor_is_refused(entries, cursor):
    with pytest.raises(BadCursor):
        paginate(AuditEntry.objects.all(), order=NEWEST_FIRST, cursor=cursor, size=3)


def test_a_cursor_of_another_order_is_refused(entries):
    cursor = pages(("at", "id"), 3)[0].next_cursor

    with pytest.raises(BadCursor):
        paginate(AuditEntry.objects.all(), order=NEWEST_FIRST, cursor=cursor, size=3)


@pytest.mark.parametrize("size", [1, 3])
def test_a_page_is_one_query(entries, size, django_assert_num_queries):
    cursor = pages(NEWEST_FIRST, 2)[0].next_cursor

    with django_assert_num_queries(1):
        paginate(AuditEntry.objects.all(), order=NEWEST_FIRST, cursor=cursor, size=size)


def test_a_link_leads_into_the_middle_of_a_list(entries):
    queryset = AuditEntry.objects.all()
    cursor = cursor_after(entries[4], queryset, order=("at", "id"))

    page = paginate(queryset, order=("at", "id"), cursor=cursor, size=2)

    assert subjects(page) == [5, 6]
    assert page.previous_cursor != ""
