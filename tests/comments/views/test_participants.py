import csv
from io import StringIO

import pytest
from django.urls import reverse

from comments.enums import Attribution
from consultations.enums import TeamRole
from tests.factories import TeamMemberFactory, UserFactory, group
from tests.scenes import comment


@pytest.fixture
def analyst(client, scene):
    analyst = TeamMemberFactory(consultation=scene.consultation, role=TeamRole.ANALYST).user
    client.force_login(analyst)
    return analyst


@pytest.fixture(autouse=True)
def any_attribution(scene):
    scene.round.attributions = list(Attribution)
    scene.round.save()


@pytest.fixture
def address(scene) -> str:
    return reverse("desk_participants", args=[scene.consultation.slug])


def rows_of(client, scene, **params):
    response = client.get(reverse("desk_participants_csv", args=[scene.consultation.slug]), params)
    return list(csv.reader(StringIO(b"".join(response.streaming_content).decode())))


def test_the_page_shows_who_spoke_and_who_did_not(client, scene, analyst, address):
    comment(scene, by=UserFactory(name="Amina Otieno", country="KE", stakeholder_group=group("academia")))

    page = client.get(address).content.decode()

    assert "Amina Otieno" in page
    assert "?group=academia&amp;region=002#list" in page
    assert '<span class="none">0</span>' in page
    assert "Nobody has spoken yet from:" in page


def test_a_filter_stays_chosen_and_goes_into_the_file(client, scene, analyst, address):
    comment(scene, by=UserFactory(name="Amina Otieno", country="KE"))

    page = client.get(address, {"country": "BR"}).content.decode()

    assert "No participant matches." in page
    assert f"{reverse('desk_participants_csv', args=[scene.consultation.slug])}?country=BR" in page


def test_an_unknown_filter_is_named(client, scene, analyst, address):
    assert "There is no such country" in client.get(address, {"country": "XX"}).content.decode()


def test_an_anonymous_person_is_nowhere_named(client, scene, analyst, address):
    hidden = UserFactory(name="Amina Otieno", organisation_name="Open Net Kenya")
    comment(scene, by=hidden, attribution=Attribution.ANONYMOUS)

    page = client.get(address).content.decode()

    assert "Amina" not in page
    assert "Open Net" not in page
    assert rows_of(client, scene)[1][:3] == ["", "", "false"]
    assert rows_of(client, scene)[1][-3:] == ["1", "", ""]


def test_the_file_has_a_line_a_participant(client, scene, analyst):
    said = comment(scene, by=UserFactory(name="Amina", country="KE", stakeholder_group=group("academia")))

    head, row = rows_of(client, scene)

    at = said.posted_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert head == [
        "name", "organisation", "organisation_verified", "stakeholder_group", "country", "region", "comments",
        "first_at", "last_at",
    ]  # fmt: skip
    assert row == ["Amina", "", "false", "academia", "KE", "Africa", "1", at, at]


def test_the_file_holds_no_formula(client, scene, analyst):
    comment(scene, by=UserFactory(name='=HYPERLINK("http://example.org")'))

    assert rows_of(client, scene)[1][0].startswith("'=")


def test_the_file_is_narrowed_as_the_page_is(client, scene, analyst):
    comment(scene, by=UserFactory(country="KE"))

    assert len(rows_of(client, scene, country="BR")) == 1


@pytest.mark.parametrize("name", ["desk_participants", "desk_participants_csv"])
def test_observers_see_nobody(client, scene, name):
    client.force_login(TeamMemberFactory(consultation=scene.consultation, role=TeamRole.OBSERVER).user)

    assert client.get(reverse(name, args=[scene.consultation.slug])).status_code == 403


def test_the_page_costs_the_same_with_one_participant_and_with_three(
    client, scene, analyst, address, django_assert_num_queries
):
    for more in (1, 2):
        for _ in range(more):
            comment(scene)
        with django_assert_num_queries(11):
            client.get(address)
