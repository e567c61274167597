import pytest
from django.db import transaction
from django.utils import timezone

from accounts.errors import CodeTaken, LastOffered, NameTaken, NoSuccessor, WordingChangedMeanwhile
from accounts.models import RegionalGrouping, StakeholderGroup
from accounts.services.term import (
    make_term,
    merge_terms,
    move_term,
    offer_term_again,
    rename_term,
    replace_term,
    retire_term,
)
from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from tests.factories import AdministratorFactory, RegionalGroupingFactory, UserFactory, group

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return AdministratorFactory()


@pytest.fixture
def three(ada):
    """A list of three entries, in this order."""
    return [RegionalGroupingFactory(slug=f"own-{it}", names={"en": it.title()}, order=n) for n, it in enumerate("abc")]


def offered() -> list[str]:
    return list(RegionalGrouping.objects.offered().values_list("slug", flat=True))


def audit() -> list[tuple[str, object, object]]:
    return list(AuditEntry.objects.order_by("id").values_list("verb", "before", "after"))


def test_a_new_entry_comes_last(ada, three):
    made = make_term(by=ada, term=RegionalGrouping(slug="own-d", names={"en": "D", "fr": "Dé"}, countries=["KE"]))

    assert offered() == ["own-a", "own-b", "own-c", "own-d"]
    assert audit() == [(Verb.CREATED, None, {"slug": "own-d", "names": {"en": "D", "fr": "Dé"}})]
    assert made.pk


@pytest.mark.parametrize(
    ("slug", "names", "error"),
    [
        ("own-a", {"en": "New"}, CodeTaken),
        ("own-d", {"en": "a"}, NameTaken),
        ("own-d", {"fr": "Nouveau"}, ValueError),
        ("own-d", {"en": " \u200b"}, ValueError),
        ("own-d", {"en": "x" * 121}, ValueError),
        ("own-d", {"en": "New", "fr": "a\x00b"}, ValueError),
    ],
)
def test_an_entry_that_another_could_be_taken_for_is_refused(ada, three, slug, names, error):
    with pytest.raises(error), transaction.atomic():
        make_term(by=ada, term=RegionalGrouping(slug=slug, names=names, countries=["KE"]))

    assert offered() == ["own-a", "own-b", "own-c"]
    assert audit() == []


def test_a_name_of_a_retired_entry_is_free_and_its_code_is_not(ada, three):
    retire_term(by=ada, term=three[0])

    make_term(by=ada, term=RegionalGrouping(slug="own-a2", names={"en": "A"}, countries=["KE"]))
    with pytest.raises(CodeTaken):
        make_term(by=ada, term=RegionalGrouping(slug="own-a", names={"en": "Other"}, countries=["KE"]))
    with pytest.raises(NameTaken):
        offer_term_again(by=ada, term=three[0])


def test_a_rename_changes_words_and_nothing_else(ada, three):
    renamed = rename_term(by=ada, term=three[1], names={"en": "B", "ar": "ب"}, seen=three[1].fingerprint)

    assert (renamed.slug, renamed.order, renamed.names) == ("own-b", 1, {"en": "B", "ar": "ب"})
    assert audit() == [(Verb.CHANGED, {"names": {"en": "B"}}, {"names": {"en": "B", "ar": "ب"}})]


def test_a_rename_from_an_old_page_is_refused_and_the_same_words_twice_are_one_change(ada, three):
    seen = three[1].fingerprint
    rename_term(by=ada, term=three[1], names={"en": "Bee"}, seen=seen)
    rename_term(by=ada, term=three[1], names={"en": "Bee"}, seen=seen)

    with pytest.raises(WordingChangedMeanwhile), transaction.atomic():
        rename_term(by=ada, term=three[1], names={"en": "Beta"}, seen=seen)

    assert RegionalGrouping.objects.get(slug="own-b").names == {"en": "Bee"}
    assert len(audit()) == 1


def test_a_retired_entry_is_renamed_whatever_others_are_called(ada, three):
    retire_term(by=ada, term=three[0])
    old = RegionalGrouping.objects.get(slug="own-a")

    assert rename_term(by=ada, term=old, names={"en": "B"}, seen=old.fingerprint).names == {"en": "B"}


@pytest.mark.parametrize(
    ("moves", "order"),
    [
        ([("own-c", True)], ["own-a", "own-c", "own-b"]),
        ([("own-c", True), ("own-c", True)], ["own-c", "own-a", "own-b"]),
        ([("own-a", True)], ["own-a", "own-b", "own-c"]),
        ([("own-a", False)], ["own-b", "own-a", "own-c"]),
        ([("own-c", False)], ["own-a", "own-b", "own-c"]),
    ],
)
def test_entries_change_places(ada, three, moves, order):
    for slug, up in moves:
        move_term(by=ada, term=RegionalGrouping.objects.get(slug=slug), up=up)

    assert offered() == order


def test_moving_steps_over_what_is_retired(ada, three):
    retire_term(by=ada, term=three[1])

    move_term(by=ada, term=three[2], up=True)
    move_term(by=ada, term=three[1], up=True)

    assert offered() == ["own-c", "own-a"]
    assert audit()[-1] == (Verb.CHANGED, {"place": 2}, {"place": 1})


def test_a_retired_entry_points_to_its_successor_until_it_is_offered_again(ada, three):
    retired = retire_term(by=ada, term=three[0], successor=three[1])

    assert (retired.is_offered, retired.successor) == (False, three[1])
    assert offered() == ["own-b", "own-c"]
    assert retire_term(by=ada, term=three[0], successor=three[1]).retired_at == retired.retired_at
    assert len(audit()) == 1

    back = offer_term_again(by=ada, term=three[0])
    offer_term_again(by=ada, term=three[0])
    assert (back.successor, offered()) == (None, ["own-b", "own-c", "own-a"])
    assert len(audit()) == 2
    assert audit()[1][1]["successor"] == "own-b"


def test_only_another_entry_that_is_offered_takes_over(ada, three):
    retire_term(by=ada, term=three[1])

    for successor in (three[0], three[1]):
        for change in (
            lambda it: retire_term(by=ada, term=three[0], successor=it),
            lambda it: merge_terms(by=ada, double=three[0], into=it),
        ):
            with pytest.raises(NoSuccessor), transaction.atomic():
                change(successor)

    assert offered() == ["own-a", "own-c"]


def test_the_last_group_stays_and_the_last_grouping_may_go(ada):
    only = group("academia")
    StakeholderGroup.objects.exclude(pk=only.pk).update(retired_at=timezone.now())
    grouping = RegionalGroupingFactory()

    with pytest.raises(LastOffered), transaction.atomic():
        retire_term(by=ada, term=only)

    retire_term(by=ada, term=grouping)
    assert (StakeholderGroup.objects.offered().count(), offered()) == (1, [])


def test_a_merge_retires_the_double_and_moves_what_pointed_to_it(ada, three):
    retire_term(by=ada, term=three[0], successor=three[1])

    merge_terms(by=ada, double=three[1], into=three[2])
    merge_terms(by=ada, double=three[1], into=three[2])

    assert offered() == ["own-c"]
    assert set(RegionalGrouping.objects.exclude(slug="own-c").values_list("successor__slug", flat=True)) == {"own-c"}
    assert [verb for verb, _before, _after in audit()] == [Verb.CHANGED, Verb.MERGED, Verb.CHANGED]
    assert audit()[2][2] == {"took_in": "own-b"}


def test_an_entry_with_another_meaning_takes_the_place_of_the_old_one_and_may_have_its_name(ada, three):
    made = replace_term(by=ada, old=three[0], term=RegionalGrouping(slug="own-a2", names={"en": "A"}, countries=["UG"]))

    old = RegionalGrouping.objects.get(slug="own-a")
    assert (old.is_offered, old.successor, old.countries) == (False, made, ["KE", "TZ"])
    assert offered() == ["own-b", "own-c", "own-a2"]
    assert [verb for verb, _before, _after in audit()] == [Verb.CREATED, Verb.CHANGED]


def test_an_entry_that_cannot_be_made_leaves_the_old_one_as_it_was(ada, three):
    with pytest.raises(NameTaken), transaction.atomic():
        replace_term(by=ada, old=three[0], term=RegionalGrouping(slug="own-b2", names={"en": "B"}, countries=["UG"]))

    assert offered() == ["own-a", "own-b", "own-c"]
    assert audit() == []


@pytest.mark.parametrize("change", ["make", "rename", "move", "retire", "offer", "merge"])
def test_nobody_but_administrators_changes_a_list(three, change):
    by = UserFactory()
    act = {
        "make": lambda: make_term(by=by, term=RegionalGrouping(slug="own-d", names={"en": "D"}, countries=["KE"])),
        "rename": lambda: rename_term(by=by, term=three[0], names={"en": "X"}, seen=three[0].fingerprint),
        "move": lambda: move_term(by=by, term=three[0], up=False),
        "retire": lambda: retire_term(by=by, term=three[0]),
        "offer": lambda: offer_term_again(by=by, term=three[0]),
        "merge": lambda: merge_terms(by=by, double=three[0], into=three[1]),
    }[change]

    with pytest.raises(NotAllowed), transaction.atomic():
        act()

    assert offered() == ["own-a", "own-b", "own-c"]
    assert audit() == []
