import pytest

from accounts.countries import NOT_STATED
from digests.enums import Audience
from digests.tables.counts import comments_in_database, counts_in_database
from digests.tables.selection import Selection, UnknownFilter
from tests.digests.corpus import corpus, entry, insert
from tests.factories import RoundFactory
from tests.scenes import Scene

pytestmark = pytest.mark.django_db


def test_a_filter_that_the_table_does_not_have_is_refused():
    with pytest.raises(UnknownFilter, match="password"):
        Selection(1, filters={"password": ("x",)})


def test_values_of_one_filter_add_up_and_filters_narrow_each_other():
    record = corpus()

    assert comments_in_database(record.selection(region=("002",))) == 2
    assert comments_in_database(record.selection(region=("002", "019"))) == 3
    assert comments_in_database(record.selection(region=("002", "019"), stakeholder_group=("government",))) == 1


def test_not_stated_finds_comments_without_a_value_and_a_country_without_a_region_is_among_them():
    record = corpus()

    assert comments_in_database(record.selection(stakeholder_group=(NOT_STATED,))) == 4
    assert comments_in_database(record.selection(region=(NOT_STATED,))) == 3
    assert comments_in_database(record.selection(country=("TW",))) == 1


def test_a_public_table_leaves_out_pending_comments_and_a_staff_table_none():
    record = corpus()

    assert comments_in_database(record.selection(Audience.PUBLIC)) == 6
    assert comments_in_database(record.selection(Audience.STAFF)) == 7


def test_a_table_is_of_one_consultation_and_of_the_rounds_named():
    record = corpus()
    insert(entry(corpus("other").scene, 1))
    second = RoundFactory(draft=record.scene.draft, consultation=record.scene.consultation)
    insert(entry(Scene(record.scene.consultation, record.scene.draft, second, record.scene.provisions), 200))

    assert comments_in_database(record.selection()) == 7
    assert comments_in_database(Selection(record.scene.consultation.pk, (second.pk,))) == 1


def test_counts_are_of_distinct_comments_by_every_counted_column():
    assert counts_in_database(corpus().selection(Audience.STAFF)).as_json() == {
        "comments": 7,
        "status": {"hidden": 1, "pending": 1, "published": 4, "withdrawn": 1},
        "channel": {"letter": 1, "web": 6},
        "stakeholder_group": {"civil-society": 1, "government": 1, "not-stated": 5},
        "region": {"Africa": 2, "Americas": 1, "not-stated": 4},
    }
