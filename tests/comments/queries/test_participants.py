from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from comments.enums import Attribution, ModerationReason, Status
from comments.models import Comment
from comments.queries.balance import balance_of
from comments.queries.participant_filters import ParticipantFilters
from comments.queries.participants import all_participants, participants_page
from comments.services.moderation import hide_comment
from tests.factories import MembershipFactory, OrganisationFactory, RoundFactory, TeamMemberFactory, UserFactory, group
from tests.scenes import Scene, comment, open_consultation, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    scene = open_consultation()
    scene.round.attributions = list(Attribution)
    scene.round.save()
    return scene


def filters(scene: Scene, **params: str) -> ParticipantFilters:
    query = QueryDict(mutable=True)
    query.update(params)
    return ParticipantFilters.read(query, scene.consultation)


def listed(scene: Scene, **params: str) -> list[tuple[str, str, int]]:
    page = participants_page(scene.consultation, filters(scene, **params))
    return [(it.author.name, it.author.organisation, it.comments) for it in page.items]


def verified_speaker(name: str) -> User:
    organisation = OrganisationFactory(name="Open Net Kenya", verified_at=timezone.now(), verification_note="By phone.")
    return MembershipFactory(organisation=organisation, user=UserFactory(name=name)).user


def test_a_person_is_one_participant_however_much_is_said(scene):
    amina = UserFactory(name="Amina")
    first = comment(scene, by=amina)
    last = reply(first, by=amina)

    [participant] = participants_page(scene.consultation, filters(scene)).items

    assert (participant.author.name, participant.comments) == ("Amina", 2)
    assert (participant.first_at, participant.last_at) == (first.posted_at, last.posted_at)


def test_a_verified_organisation_is_one_participant_whoever_speaks_for_it(scene):
    amina = verified_speaker("Amina")
    organisation = amina.memberships.get().organisation
    bola = MembershipFactory(organisation=organisation, user=UserFactory(name="Bola")).user
    for person, attribution in ((amina, Attribution.NAME), (bola, Attribution.ORGANISATION)):
        comment(scene, by=person, speaking_for=organisation, attribution=attribution)

    assert listed(scene) == [("", "Open Net Kenya", 2)]


def test_what_is_said_without_a_name_is_tied_to_nobody(scene):
    amina = UserFactory(name="Amina", organisation_name="Open Net Kenya")
    comment(scene, by=amina)
    comment(scene, by=amina, attribution=Attribution.ORGANISATION)
    comment(scene, by=amina, attribution=Attribution.ANONYMOUS)

    assert listed(scene) == [("", "", 1), ("", "Open Net Kenya", 1), ("Amina", "Open Net Kenya", 1)]
    anonymous = participants_page(scene.consultation, filters(scene)).items[0]
    assert (anonymous.first_at, anonymous.last_at) == (None, None)


def test_nobody_finds_an_anonymous_person_by_the_organisation(scene):
    amina = UserFactory(name="Amina", organisation_name="Open Net Kenya")
    comment(scene, by=amina, attribution=Attribution.ANONYMOUS)

    assert listed(scene, organisation="net kenya") == []
    comment(scene, by=amina)
    assert listed(scene, organisation="net kenya") == [("Amina", "Open Net Kenya", 1)]


def test_who_has_nothing_that_stands_has_not_taken_part(scene):
    moderator = TeamMemberFactory(consultation=scene.consultation).user
    said = comment(scene)
    hide_comment(by=moderator, comment=said, reason=ModerationReason.SPAM, note="", seen=Status.PUBLISHED)

    assert listed(scene) == []
    assert sum(row.count for row in balance_of(scene.consultation, filters(scene)).rows) == 0


def test_who_waits_for_a_decision_has_taken_part(scene):
    Comment.objects.filter(pk=comment(scene, by=UserFactory(name="Amina")).pk).update(status=Status.PENDING)

    assert listed(scene) == [("Amina", "", 1)]


def test_filters_leave_those_whom_they_name(scene):
    comment(scene, by=UserFactory(name="Amina", country="KE", stakeholder_group=group("academia")))
    comment(scene, by=UserFactory(name="Bruno", country="BR", stakeholder_group=group("private-sector")))
    comment(scene, by=UserFactory(name="Chris", country="", stakeholder_group=None))

    assert listed(scene, group="academia") == [("Amina", "", 1)]
    assert listed(scene, region="019") == [("Bruno", "", 1)]
    assert listed(scene, country="BR") == [("Bruno", "", 1)]
    assert listed(scene, country="not-stated") == [("Chris", "", 1)]
    assert listed(scene, group="not-stated") == [("Chris", "", 1)]


def test_a_round_counts_what_was_said_in_it(scene):
    amina = UserFactory(name="Amina")
    comment(scene, by=amina)
    second = RoundFactory(draft=scene.draft, consultation=scene.consultation)
    in_second = Scene(scene.consultation, scene.draft, second, scene.provisions)
    comment(in_second, by=amina)
    comment(in_second, by=amina)

    assert listed(scene) == [("Amina", "", 3)]
    assert listed(scene, round="1") == [("Amina", "", 1)]
    assert listed(scene, round="2") == [("Amina", "", 2)]


@pytest.mark.parametrize(
    ("name", "value"),
    [("group", "nobody"), ("region", "999"), ("country", "XX"), ("round", "7"), ("round", "٧"), ("round", "-1")],
)
def test_a_filter_that_nobody_knows_is_ignored_and_named(scene, name, value):
    comment(scene, by=UserFactory(name="Amina"))

    assert filters(scene, **{name: value}).unknown == (name,)
    assert listed(scene, **{name: value}) == [("Amina", "", 1)]


def test_other_consultations_are_apart(scene):
    comment(open_consultation())

    assert listed(scene) == []


def test_silence_is_seen(scene):
    comment(scene, by=UserFactory(country="KE", stakeholder_group=group("academia")))

    balance = balance_of(scene.consultation, filters(scene))

    assert "academia" not in [silent.slug for silent in balance.silent]
    assert "government" in [silent.slug for silent in balance.silent]
    academia = next(row for row in balance.rows if row.value == "academia")
    assert {cell.region: cell.count for cell in academia.cells} == {"002": 1, "009": 0, "019": 0, "142": 0, "150": 0}


def test_who_speaks_twice_counts_once_and_who_states_nothing_counts_as_that(scene):
    amina = UserFactory(country="KE", stakeholder_group=group("academia"))
    comment(scene, by=amina)
    comment(scene, by=amina, attribution=Attribution.ANONYMOUS)
    comment(scene, by=UserFactory(country="", stakeholder_group=None))

    balance = balance_of(scene.consultation, filters(scene))

    assert {row.value: row.count for row in balance.rows if row.count} == {"academia": 1, "not-stated": 1}
    assert balance.regions[-1][0] == "not-stated"


def test_pages_and_the_whole_list_hold_everybody_once(scene):
    for number in range(5):
        said = comment(scene, by=UserFactory(name=f"Person {number}"))
        Comment.objects.filter(pk=said.pk).update(posted_at=scene.round.opens_at + timedelta(hours=number // 2))

    page = participants_page(scene.consultation, filters(scene), size=2)
    names = [it.author.name for it in page.items]
    while page.next_cursor:
        page = participants_page(scene.consultation, filters(scene), size=2, cursor=page.next_cursor)
        names += [it.author.name for it in page.items]

    assert names == [f"Person {number}" for number in (4, 3, 2, 1, 0)]
    assert [it.author.name for it in all_participants(scene.consultation, filters(scene))] == names
