import pytest
from django.utils import timezone

from comments.models import AnswerSet
from comments.queries.answer_figures import figures_of
from comments.queries.answers import given_in
from comments.services.organisation_merge import merge_organisations
from consultations.enums import PromptKind
from consultations.models import Prompt
from consultations.queries.prompt import prompts_of
from consultations.services.prompt import retire_option, retire_prompt
from tests.factories import AdministratorFactory, MembershipFactory, TeamMemberFactory, UserFactory, group
from tests.prompting import answer, chosen, prompt, written
from tests.scenes import open_consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return open_consultation().round


@pytest.fixture
def team(round):
    return TeamMemberFactory(consultation=round.consultation).user


def figures(round, team, *, to_everybody=False):
    return figures_of(round, prompts_of(round, user=team), to_everybody=to_everybody)


def person(slug="academia", country="KE"):
    return UserFactory(stakeholder_group=group(slug), country=country)


def by(parts):
    return {it.value: (it.count, it.counts) for it in parts if it.count}


def test_choices_are_counted_by_option_group_and_region(round, team):
    prompt(round, PromptKind.CHOICE)
    prompt(round, PromptKind.CHOICES)
    for who, one, several in (
        (person(), 1, (1, 2)),
        (person(), 2, (2,)),
        (person("government", "FR"), 1, (1, 2, 3)),
        (person("government", ""), 1, ()),
    ):
        answer(round, {1: chosen(one), 2: chosen(*several)}, by=who)

    first, second = figures(round, team)

    assert (first.count, [(it.count, it.percent) for it in first.options]) == (4, [(3, 75), (1, 25), (0, 0)])
    assert by(first.groups) == {"academia": (2, (1, 1, 0)), "government": (2, (2, 0, 0))}
    assert by(first.regions) == {"002": (2, (1, 1, 0)), "150": (1, (1, 0, 0)), "not-stated": (1, (1, 0, 0))}
    assert (second.count, [(it.count, it.percent) for it in second.options]) == (3, [(2, 67), (3, 100), (1, 33)])


def test_silent_groups_and_regions_are_named(round, team):
    prompt(round)

    figure = figures(round, team)[0]

    assert {it.value for it in figure.groups} >= {"academia", "government", "civil-society"}
    assert {it.value for it in figure.regions} == {"002", "019", "142", "150", "009"}


def test_a_scale_has_its_median_by_group_too(round, team):
    prompt(round, PromptKind.SCALE, options=["1", "2", "3", "4", "5"])
    for point, slug in ((1, "academia"), (2, "academia"), (5, "government"), (5, "government")):
        answer(round, {1: chosen(point)}, by=person(slug))

    figure = figures(round, team)[0]

    assert figure.median == 3.5
    assert {it.value: it.median for it in figure.groups if it.count} == {"academia": 1.5, "government": 5}


def test_a_ranking_has_first_preferences_and_borda_points(round, team):
    prompt(round, PromptKind.RANKING)
    for order in ((1, 2, 3), (2, 1, 3), (2,)):
        answer(round, {1: chosen(*order)}, by=person())

    figure = figures(round, team)[0]

    assert [(it.count, it.points) for it in figure.options] == [(1, 3), (2, 5), (0, 0)]
    assert [(it.count, it.points) for it in figure.groups if it.count] == [(3, (3, 5, 0))]


def test_free_text_counts_who_wrote(round, team):
    prompt(round, PromptKind.TEXT)
    answer(round, {1: written("Because.")}, by=person())
    answer(round, {}, by=person())

    figure = figures(round, team)[0]

    assert (figure.count, figure.options, by(figure.groups)) == (1, (), {"academia": (1, ())})


def test_what_is_retired_goes_on_being_counted(round, team):
    asked = prompt(round)
    answer(round, {1: chosen(2)}, by=person())
    retire_option(by=team, prompt=asked, number=2)
    retire_prompt(by=team, prompt=asked)

    figure = figures(round, team)[0]

    assert figure.prompt.is_retired
    assert [(it.count, it.is_retired) for it in figure.options] == [(0, False), (1, True), (0, False)]


def test_everybody_sees_no_group_of_fewer_than_five(round, team):
    prompt(round)
    for slug, times in (("academia", 6), ("government", 2), ("individual", 3)):
        for _ in range(times):
            answer(round, {1: chosen(1)}, by=person(slug))

    figure = figures(round, team, to_everybody=True)[0]

    assert by(figure.groups) == {"academia": (6, (6, 0, 0)), "few": (5, (5, 0, 0))}


def test_everybody_sees_nothing_of_fewer_than_five_answers(round, team):
    prompt(round)
    for _ in range(4):
        answer(round, {1: chosen(1)}, by=person())

    figure = figures(round, team, to_everybody=True)[0]

    assert (figure.is_withheld, figure.count, figure.options, figure.groups) == (True, 4, (), ())


def test_organisations_that_turn_out_to_be_one_count_once_by_their_latest_answers(round, team):
    prompt(round)
    double, into = (MembershipFactory(organisation__verified_at=timezone.now()) for _ in range(2))
    answer(round, {1: chosen(1)}, by=into.user, speaking_for=into.organisation)
    answer(round, {1: chosen(3)}, by=double.user, speaking_for=double.organisation)

    merge_organisations(by=AdministratorFactory(), double=double.organisation, into=into.organisation)

    assert [it.count for it in figures(round, team)[0].options] == [0, 0, 1]
    stands = AnswerSet.objects.counting().get()
    assert (stands.contributor_key, given_in(stands)) == (f"organisation:{into.organisation_id}", {1: chosen(3)})
    assert AnswerSet.objects.filter(superseded_by=stands).count() == 1
    changed = answer(round, {1: chosen(2)}, by=into.user, speaking_for=into.organisation, seen=stands.seen)
    assert changed.pk == stands.pk


@pytest.mark.parametrize("prompts", [1, 3])
@pytest.mark.parametrize("contributors", [1, 3])
def test_figures_cost_the_same_whatever_is_asked_and_answered(
    round, team, django_assert_num_queries, prompts, contributors
):
    for _ in range(prompts):
        prompt(round, PromptKind.RANKING)
    for _ in range(contributors):
        answer(round, {number: chosen(2, 1) for number in range(1, prompts + 1)}, by=person())
    asked = prompts_of(round, user=team)

    with django_assert_num_queries(4):
        figures_of(round, asked, to_everybody=False)
    with django_assert_num_queries(3):
        figures_of(round, asked, to_everybody=True)
    assert Prompt.objects.count() == prompts


def test_the_team_sees_groupings_which_overlap_and_nobody_else_does(round, team):
    prompt(round)
    for country in ("KE", "KE", "TR", "FR", "AQ"):
        answer(round, {1: chosen(1)}, by=UserFactory(country=country))
    asked = prompts_of(round, user=team)

    (to_team,) = figures_of(round, asked, to_everybody=False)
    (to_everybody,) = figures_of(round, asked, to_everybody=True)

    assert {part.value: (part.count, part.counts) for part in to_team.groupings if part.count} == {
        "commonwealth": (2, (2, 0, 0)),
        "un-africa": (2, (2, 0, 0)),
        "un-asia-pacific": (1, (1, 0, 0)),
        "un-weog": (2, (2, 0, 0)),
    }
    assert to_everybody.groupings == ()
