import pytest
from django.db import connection

from comments.enums import InviteeState
from comments.models import Invitee
from comments.queries.invitation import LINES_A_PAGE, invitees_in, invitees_page
from comments.queries.invitation_lines import invitation_lines
from tests.comments.invitations import people_of
from tests.factories import ConsultationFactory, group

pytestmark = [pytest.mark.thorough, pytest.mark.django_db]
MANY = 5_000


@pytest.fixture
def people():
    people = people_of(ConsultationFactory())
    rows = [
        Invitee(
            table=people,
            consultation=people.consultation,
            line=line,
            email=f"p{line}@example.org",
            stakeholder_group=group(),
            state=InviteeState.READY if line % 2 else InviteeState.REJECTED,
        )
        for line in range(2, MANY + 2)
    ]
    Invitee.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE comments_invitee")
    return people


@pytest.mark.parametrize("show", ["", InviteeState.READY])
def test_a_page_of_a_long_list_is_read_from_an_index_and_nothing_is_sorted(people, show):
    plan = invitees_in(people, show=show).order_by("line")[: LINES_A_PAGE + 1].explain()

    assert "Index" in plan
    assert "Sort" not in plan
    assert "Seq Scan on comments_invitee" not in plan


def test_every_page_of_a_long_list_costs_one_query(people, django_assert_num_queries):
    cursor = ""
    for first in (2, 2 + LINES_A_PAGE):
        with django_assert_num_queries(1):
            page = invitees_page(people, show="", cursor=cursor)
            found = [(it.line, it.stakeholder_group.slug) for it in page.items]
        assert found[0] == (first, "civil-society")
        cursor = page.next_cursor


def test_the_report_costs_one_query_however_long_it_is(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len([*invitation_lines(people, show="")]) == MANY + 1
