import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts.models import StakeholderGroup
from comments.enums import Disposition, Kind, Position, Sort, Status
from comments.models import Comment
from comments.queries.filters import Filters
from comments.queries.here import NOWHERE, Here
from comments.services.response import respond
from tests.factories import AdministratorFactory, RegionalGroupingFactory, UserFactory, group
from tests.scenes import comment, open_consultation, reply

pytestmark = pytest.mark.django_db


def read(query: str, here: Here = NOWHERE) -> Filters:
    return Filters.read(QueryDict(query), here)


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
        return set(Comment.objects.filter(read(query).of_comments()))

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
    assert set(Comment.objects.filter(filters.of_comments()).values_list("country", flat=True)) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("position=oppose", {"opposes"}),
        ("kind=question", {"asks"}),
        ("language=fr", {"asks"}),
        ("answered=yes", {"answered"}),
        ("answered=no", {"opposes", "asks", "reply"}),
        ("position=none&kind=question&language=fr&answered=no", {"asks"}),
        ("position=oppose&kind=question", set()),
    ],
)
def test_conditions_combine(query, found):
    scene = open_consultation()
    said = {
        "opposes": comment(scene, position=Position.OPPOSE),
        "asks": comment(scene, kind=Kind.QUESTION, language="fr"),
        "answered": comment(scene, position=Position.SUPPORT),
        "hidden": comment(scene),
    }
    said["reply"] = reply(said["opposes"])
    editor = AdministratorFactory()
    for _ in range(2):
        respond(by=editor, comments=[said["answered"]], disposition=Disposition.NOTED, body="Noted.")
    Comment.objects.filter(pk=said["hidden"].pk).update(status=Status.HIDDEN, moderation_reason="abuse", kind="wording")

    chosen = Comment.objects.filter(read(query).of_comments())

    assert sorted(it.reference for it in chosen) == sorted(said[name].reference for name in found)
    assert read(query).query == query


@pytest.mark.parametrize(
    "query",
    [
        "position=maybe",
        "kind=rant",
        "language=EN",
        "language=%00",
        "answered=perhaps",
        "mine=1",
        "new=1",
        "mine=yes",
        "sort=best",
    ],
)
def test_other_values_that_nobody_knows_are_named_too(query):
    filters = read(query)

    assert filters.unknown == (query.partition("=")[0],)
    assert (filters.query, filters.narrow) == ("", False)


def test_an_order_is_part_of_the_address_and_narrows_nothing():
    filters = read("group=academia&sort=oldest")

    assert filters.sort == Sort.OLDEST
    assert filters.query == "group=academia&sort=oldest"
    assert read("sort=newest").query == ""
    assert not read("sort=oldest").narrow


def test_each_filter_can_be_taken_away_alone():
    here = Here(1, reader=1, since=timezone.now())
    query = "group=academia&region=002&position=oppose&kind=question&language=fr&answered=no&mine=1&new=1&sort=oldest"
    filters = read(query, here)

    assert filters.query == query
    for name in filters.chosen:
        assert filters.without(name).query == query.replace(f"{name}={filters.chosen[name]}&", "")


def test_a_grouping_that_is_taken_away_takes_its_countries_along():
    assert read("region=commonwealth").without("region").of_comments() == Filters().of_comments()


def test_mine_are_the_comments_that_i_wrote_and_the_threads_that_i_take_part_in():
    scene = open_consultation()
    me = UserFactory()
    theirs, other, mine = comment(scene), comment(scene), comment(scene, by=me)
    answer = reply(theirs, by=me)
    filters = read("mine=1", Here(scene.consultation.pk, reader=me.pk))

    assert set(Comment.objects.filter(filters.of_comments())) == {mine, answer}
    assert set(Comment.objects.threads().filter(filters.of_threads(me))) == {theirs, mine}
    assert other not in Comment.objects.filter(filters.of_threads(me))


def test_new_is_what_others_published_since_and_the_threads_it_is_in():
    scene = open_consultation()
    me = UserFactory()
    old, answered = comment(scene), comment(scene)
    since = timezone.now()
    mine, new, pending = comment(scene, by=me), comment(scene), comment(scene)
    answer = reply(answered)
    Comment.objects.filter(pk=pending.pk).update(status=Status.PENDING)
    Comment.objects.filter(pk=new.pk).update(author=None)
    filters = read("new=1", Here(scene.consultation.pk, reader=me.pk, since=since))

    assert set(Comment.objects.filter(filters.of_comments())) == {new, answer}
    assert set(Comment.objects.threads().filter(filters.of_threads(me))) == {new, answered}
    assert not {old, mine} & set(Comment.objects.filter(filters.of_threads(me)))
