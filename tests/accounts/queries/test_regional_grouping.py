import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import RegionalGrouping
from accounts.queries.regional_grouping import (
    codes_by_country,
    countries_of,
    grouping_choices,
    grouping_name,
    region_choices,
)
from tests.factories import RegionalGroupingFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "inside", "outside"),
    [
        ("002", "KE", "FR"),
        ("202", "KE", "DZ"),
        ("014", "KE", "NG"),
        ("commonwealth", "TG", "FR"),
        ("un-weog", "US", "BR"),
    ],
)
def test_the_countries_of_regions_and_of_groupings_that_others_keep_are_known_without_a_query(
    code, inside, outside, django_assert_num_queries
):
    with django_assert_num_queries(0):
        found = countries_of(code)

    assert inside in found
    assert outside not in found


def test_a_grouping_of_ours_is_known_by_its_code_also_once_it_is_retired():
    RegionalGroupingFactory(slug="own-lakes", names={"en": "Great Lakes"}, countries=["KE", "TZ", "UG"])
    RegionalGrouping.objects.update(retired_at=timezone.now())

    assert countries_of("own-lakes") == {"KE", "TZ", "UG"}
    assert grouping_name("own-lakes") == "Great Lakes"


@pytest.mark.parametrize("code", ["", "999", "own-nothing", "not-stated", "a\x00b", "x" * 500])
def test_a_code_that_nobody_knows_has_no_countries_and_no_name(code):
    assert countries_of(code) == frozenset()
    assert (grouping_name(code) == "") is (code != "not-stated")


def test_retired_groupings_are_offered_only_where_they_were_chosen_before():
    RegionalGroupingFactory(slug="own-a", names={"en": "A"}, order=2)
    RegionalGroupingFactory(slug="own-b", names={"en": "B"}, order=1)
    RegionalGroupingFactory(slug="own-c", names={"en": "C"}, retired_at=timezone.now())

    assert [it.code for it in grouping_choices()][-2:] == ["own-b", "own-a"]
    assert grouping_choices()[0].name == "The Commonwealth"
    assert "own-c" in [it.code for it in grouping_choices(also=["own-c"])]
    assert [it.name for it in region_choices()] == ["Africa", "Americas", "Asia", "Europe", "Oceania"]


@pytest.mark.parametrize("fields", [{"slug": "lakes"}, {"slug": ""}, {"countries": []}])
def test_the_database_refuses_what_is_no_grouping(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        RegionalGroupingFactory(**fields)


def test_only_a_retired_grouping_has_a_successor():
    old, new = RegionalGroupingFactory(), RegionalGroupingFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        RegionalGrouping.objects.filter(pk=old.pk).update(successor=new)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegionalGrouping.objects.filter(pk=old.pk).update(successor=old, retired_at=timezone.now())


def test_each_country_has_the_codes_of_its_groupings_those_of_others_first(db):
    RegionalGroupingFactory(slug="own-later", countries=["KE"])
    RegionalGroupingFactory(slug="own-gone", countries=["KE", "AQ"], retired_at=timezone.now())

    codes = codes_by_country()

    assert codes["KE"] == "commonwealth; un-africa; own-later; own-gone"
    assert codes["TR"] == "un-asia-pacific; un-weog"
    assert codes["AQ"] == "own-gone"
    assert "" not in codes
