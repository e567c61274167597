import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import StakeholderGroup
from comments.enums import Position
from comments.queries.totals import place_totals, round_totals
from tests.factories import RegionalGroupingFactory, UserFactory, group
from tests.scenes import comment, open_consultation, reply

VISITOR = AnonymousUser()

pytestmark = pytest.mark.django_db


def counted(rows) -> dict[str, int]:
    return {row.value: row.count for row in rows if row.count}


@pytest.fixture
def scene():
    scene = open_consultation()
    kenya = UserFactory(country="KE", stakeholder_group=group("academia"))
    first = comment(scene, provision=scene.provisions[0], by=kenya, position=Position.SUPPORT)
    reply(first, by=UserFactory(country="FR", stakeholder_group=group("individual")))
    comment(scene, by=UserFactory(country="", stakeholder_group=None), position=Position.OPPOSE)
    return scene


def test_a_round_counts_each_comment_once(scene):
    totals = round_totals([scene.round], user=VISITOR)

    assert totals.count == 3
    assert counted(totals.groups) == {"academia": 1, "individual": 1, "not-stated": 1}
    assert counted(totals.regions) == {"002": 1, "150": 1, "not-stated": 1}
    assert counted(totals.positions) == {"support": 1, "oppose": 1}


def test_a_round_knows_who_took_which_position(scene):
    totals = round_totals([scene.round], user=VISITOR)

    assert {row.value: row.parts for row in totals.groups if row.count} == {
        "academia": (1, 0, 0, 0),
        "individual": (0, 0, 0, 0),
        "not-stated": (0, 0, 1, 0),
    }
    assert {row.value: row.parts for row in totals.regions if row.count} == {
        "002": (1, 0, 0, 0),
        "150": (0, 0, 0, 0),
        "not-stated": (0, 0, 1, 0),
    }
    assert {row.parts for row in place_totals(user=VISITOR, draft=scene.draft).groups} == {()}


def test_a_place_counts_its_threads(scene):
    provision = place_totals(user=VISITOR, draft=scene.draft, provision=scene.provisions[0])
    whole = place_totals(user=VISITOR, draft=scene.draft, round=scene.round)

    assert (provision.count, counted(provision.regions)) == (2, {"002": 1, "150": 1})
    assert (whole.count, counted(whole.groups)) == (1, {"not-stated": 1})
    assert place_totals(user=VISITOR, draft=scene.draft, provision=scene.provisions[2]).count == 0


def test_who_is_silent_is_named_too(scene):
    totals = round_totals([scene.round], user=VISITOR)

    assert len(totals.groups) == 8
    assert [row.label for row in totals.regions][:2] == ["Africa", "Americas"]
    assert totals.groups[-1].label == "Not stated"


def test_not_stated_is_left_out_where_it_counts_nothing():
    totals = round_totals([open_consultation().round], user=VISITOR)

    assert (totals.count, len(totals.groups), len(totals.regions)) == (0, 7, 5)
    assert {row.percent for row in totals.groups} == {0}


def test_a_retired_group_stays_where_it_counts(scene):
    StakeholderGroup.objects.filter(slug__in=["academia", "government"]).update(retired_at=timezone.now())

    slugs = [row.value for row in round_totals([scene.round], user=VISITOR).groups]

    assert "academia" in slugs
    assert "government" not in slugs


def test_totals_take_two_queries(scene, django_assert_num_queries):
    with django_assert_num_queries(2):
        round_totals([scene.round], user=VISITOR)
    with django_assert_num_queries(2):
        place_totals(user=VISITOR, draft=scene.draft, provision=scene.provisions[0])


def test_groupings_are_added_up_from_countries_and_may_overlap(scene):
    RegionalGroupingFactory(slug="own-east", countries=["KE", "TZ"])
    comment(scene, by=UserFactory(country="TR", stakeholder_group=None), position=Position.SUPPORT)

    totals = round_totals([scene.round], user=VISITOR, by_grouping=True)

    assert counted(totals.groupings) == {
        "commonwealth": 1, "un-africa": 1, "un-asia-pacific": 1, "un-weog": 2, "own-east": 1,
    }  # fmt: skip
    by_code = {row.value: row for row in totals.groupings}
    assert (by_code["commonwealth"].percent, by_code["un-weog"].percent) == (25, 50)
    assert by_code["own-east"].parts == (1, 0, 0, 0)
    assert by_code["un-weog"].parts == (1, 0, 0, 0), "the reply from France took no position"
    assert by_code["un-eastern-europe"].count == 0, "who is silent is to be seen"


def test_a_retired_grouping_has_no_figure_and_pages_that_show_none_ask_for_none(scene, django_assert_num_queries):
    RegionalGroupingFactory(slug="own-gone", retired_at=timezone.now())

    with django_assert_num_queries(3):
        totals = round_totals([scene.round], user=VISITOR, by_grouping=True)
    with django_assert_num_queries(2):
        without = round_totals([scene.round], user=VISITOR)

    assert "own-gone" not in {row.value for row in totals.groupings}
    assert without.groupings == ()
