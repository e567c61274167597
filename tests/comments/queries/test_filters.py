import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts.models import StakeholderGroup
from comments.models import Comment
from comments.queries.filters import Filters
from tests.factories import RegionalGroupingFactory, UserFactory, group
from tests.scenes import comment, open_consultation

pytestmark = pytest.mark.django_db


def read(query: str) -> Filters:
    return Filters.read(QueryDict(query))


def test_no_filters_let_everything_through():
    assert read("") == Filters()
    assert not read("").narrow


def test_a_group_and_a_region_are_read():
    filters = read("group=academia&region=002&page=7")

    assert (filters.group, filters.region, filters.unknown) == ("academia", "002", ())
    assert filters.query == "group=academia&region=002"


def test_a_retired_group_is_still_a_filter():
    StakeholderGroup.objects.filter(slug="academia").update(retired_at=timezone.now())

    assert read("group=academia").group == "academia"


@pytest.mark.parametrize("value", ["nobody", "%00", "x%27--", "academia%20", "%F0%9F%8D%89"])
def test_what_nobody_knows_is_ignored_and_named(value):
    filters = read(f"group={value}&region={value}")

    assert (filters.group, filters.region) == ("", "")
    assert filters.unknown == ("group", "region")


def test_conditions_choose_comments():
    scene = open_consultation()
    kenya = comment(scene, by=UserFactory(country="KE", stakeholder_group=group("academia")))
    france = comment(scene, by=UserFactory(country="FR", stakeholder_group=group("individual")))
    nowhere = comment(scene, by=UserFactory(country="", stakeholder_group=None))

    def chosen(query: str) -> set[Comment]:
        return set(Comment.objects.filter(read(query).condition()))

    assert chosen("") == {kenya, france, nowhere}
    assert chosen("group=academia") == {kenya}
    assert chosen("group=not-stated") == {nowhere}
    assert chosen("region=150") == {france}
    assert chosen("region=not-stated") == {nowhere}
    assert chosen("group=academia&region=150") == set()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("commonwealth", {"KE", "CA"}),
        ("un-africa", {"KE"}),
        ("own-lakes", {"KE"}),
        ("own-empty-here", set()),
        ("019", {"CA"}),
    ],
)
def test_a_grouping_narrows_by_its_countries_also_once_it_is_retired(code, found):
    scene = open_consultation()
    for country in ("KE", "CA", "FR", ""):
        comment(scene, by=UserFactory(country=country))
    RegionalGroupingFactory(slug="own-lakes", countries=["KE", "UG"], retired_at=timezone.now())
    RegionalGroupingFactory(slug="own-empty-here", countries=["AQ"])

    filters = read(f"region={code}")

    assert (filters.region, filters.unknown, filters.query) == (code, (), f"region={code}")
    assert set(Comment.objects.filter(filters.condition()).values_list("country", flat=True)) == found
