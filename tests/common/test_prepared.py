from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import Q

from accounts.models import User
from common.prepared import Given, IsOneOf, Prepared
from consultations.models import Draft
from tests.factories import DraftFactory, UserFactory


@pytest.fixture
def people(db) -> list[User]:
    return [UserFactory(name=name) for name in ("Amina", "Bo", "Chandra")]


def names(prepared: Prepared[User], **given: object) -> list[str]:
    return [it.name for it in prepared.rows(**given)]


def test_each_run_finds_what_the_queryset_finds_with_its_values(people):
    named = Prepared(User.objects.filter(name=Given("name")))

    assert named.rows(name="Bo") == [people[1]]
    assert named.rows(name="Amina") == [people[0]]
    assert named.rows(name="Nobody") == []


@pytest.mark.parametrize("wanted", [[], [0], [0, 2]])
def test_a_list_of_values_may_have_any_length(people, wanted):
    listed = Prepared(User.objects.filter(IsOneOf("pk", Given("keys"))).order_by("pk"))

    assert listed.rows(keys=[people[it].pk for it in wanted]) == [people[it] for it in wanted]


def test_a_condition_may_be_denied_and_joined(people):
    others = Prepared(User.objects.filter(~Q(IsOneOf("pk", Given("keys"))) | Q(name=Given("name"))).order_by("pk"))

    assert names(others, keys=[people[0].pk, people[1].pk], name="Bo") == ["Bo", "Chandra"]


def test_rows_may_be_tuples(people):
    rows = Prepared(User.objects.filter(pk=Given("pk")).values_list("pk", "name"))

    assert rows.rows(pk=people[0].pk) == [(people[0].pk, "Amina")]


def test_a_number_of_rows_may_be_cut(people):
    assert names(Prepared(User.objects.filter(pk__gte=Given("first")).order_by("pk")[:2]), first=people[0].pk) == [
        "Amina",
        "Bo",
    ]


def test_what_is_joined_and_prefetched_comes_along(db, django_assert_num_queries):
    drafts = [DraftFactory(), DraftFactory()]
    query = Draft.objects.select_related("consultation").prefetch_related("rounds")
    prepared = Prepared(query.filter(consultation__slug=Given("slug")))

    for draft in drafts:
        with django_assert_num_queries(2):
            [found] = prepared.rows(slug=draft.consultation.slug)
            assert (found, found.consultation, [*found.rounds.all()]) == (draft, draft.consultation, [])


def test_a_value_that_is_missing_is_an_error(people):
    with pytest.raises(KeyError):
        Prepared(User.objects.filter(name=Given("name"))).rows()


def test_one_row_may_be_wanted(people):
    prepared = Prepared(User.objects.filter(name=Given("name")))

    assert prepared.get(name="Bo") == people[1]
    with pytest.raises(User.DoesNotExist):
        prepared.get(name="Nobody")


def test_a_lookup_that_rewrites_its_value_is_refused(people):
    with pytest.raises(TypeError):
        Prepared(User.objects.filter(name__iexact=Given("name")))


def test_the_queryset_does_not_run_unprepared(people):
    with pytest.raises(ProgrammingError), transaction.atomic():
        list(User.objects.filter(name=Given("name")))


def test_the_database_plans_it_once_for_a_connection_which_counts_as_no_query(people, django_assert_num_queries):
    prepared = Prepared(User.objects.filter(name=Given("name"), email__contains="50%"))

    with django_assert_num_queries(2) as queries:
        prepared.rows(name="Amina")
        prepared.rows(name="Bo")

    assert [it["sql"].split()[0] for it in queries] == ["EXECUTE", "EXECUTE"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements ORDER BY prepare_time DESC LIMIT 1")
        ((text,),) = cursor.fetchall()
    assert "= ($1)" in text
    assert "LIKE '%50\\%%'" in text


def test_a_statement_outlives_a_transaction_that_is_taken_back(people):
    prepared = Prepared(User.objects.filter(name=Given("name")))

    with transaction.atomic():
        prepared.rows(name="Amina")
        transaction.set_rollback(True)

    assert names(prepared, name="Bo") == ["Bo"]


@pytest.mark.django_db(transaction=True)
def test_it_outlives_the_connection_it_was_prepared_with():
    UserFactory(name="Amina")
    prepared = Prepared(User.objects.filter(name=Given("name")))

    connection.close()

    assert names(prepared, name="Amina") == ["Amina"]


@pytest.mark.django_db(transaction=True)
def test_threads_that_share_one_do_not_mix_their_values():
    wanted = [UserFactory().name for _ in range(4)] * 5
    prepared = Prepared(User.objects.filter(name=Given("name")))

    def find(name: str) -> list[str]:
        try:
            return names(prepared, name=name)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert [*pool.map(find, wanted)] == [[name] for name in wanted]
