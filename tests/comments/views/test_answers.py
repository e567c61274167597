from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.enums import PromptKind, TeamRole
from consultations.models import Round
from tests.factories import TeamMemberFactory, UserFactory, group
from tests.prompting import answer, chosen, prompt, written

KINDS = (PromptKind.CHOICE, PromptKind.SCALE, PromptKind.RANKING, PromptKind.TEXT)


@pytest.fixture
def asked(scene):
    return [prompt(scene.round, kind) for kind in KINDS]


@pytest.fixture
def public(scene):
    return reverse("prompt_figures", args=[scene.consultation.slug, 1])


@pytest.fixture
def desk(client, scene):
    client.force_login(TeamMemberFactory(consultation=scene.consultation, role=TeamRole.ANALYST).user)
    return reverse("desk_answers", args=[scene.consultation.slug, 1])


def say(scene, times, *, slug="academia", text="Because of costs."):
    for _ in range(times):
        given = {1: chosen(1), 2: chosen(3), 3: chosen(2, 1), 4: written(text)}
        answer(scene.round, given, by=UserFactory(name="Amina Otieno", stakeholder_group=group(slug)))


def test_everybody_sees_figures_and_nobodys_words_or_name(client, scene, asked, public):
    say(scene, 5)

    page = client.get(public).content.decode()

    assert "5 contributors have answered prompts" in page
    assert "First preferences and Borda count" in page
    assert "median: point 3" in page
    assert "Because of costs." not in page
    assert "Amina Otieno" not in page


def test_few_answers_are_withheld_from_everybody_and_shown_at_the_desk(client, scene, asked, public, desk):
    say(scene, 2)

    assert "Figures are shown once five contributors have answered" in client.get(public).content.decode()
    page = client.get(desk).content.decode()
    assert "Figures are shown once five" not in page
    assert "2 contributors have answered." in page


def test_figures_are_not_there_before_the_round_opens(client, scene, asked, public):
    Round.objects.update(opens_at=timezone.now() + timedelta(hours=1))

    assert client.get(public).status_code == 404


def test_figures_wait_with_the_comments_that_a_round_keeps_until_it_has_closed(client, scene, asked, public):
    Round.objects.update(comments_shown="after-closing")
    while_open = client.get(public).status_code
    Round.objects.update(closes_at=timezone.now() - timedelta(minutes=1))

    assert (while_open, client.get(public).status_code) == (404, 200)


def test_analysts_read_what_was_written_by_whom(client, scene, asked, desk):
    say(scene, 1)

    page = client.get(reverse("desk_answers_to", args=[scene.consultation.slug, 1, 4])).content.decode()

    assert "Because of costs." in page
    assert "Amina Otieno" in page
    assert client.get(reverse("desk_answers_to", args=[scene.consultation.slug, 1, 1])).status_code == 404


def test_who_wished_not_to_be_named_is_not_named_at_the_desk_either(client, scene, asked, desk):
    Round.objects.update(attributions=["name", "anonymous"])
    person = UserFactory(name="Amina Otieno", organisation_name="Open Net")
    answer(scene.round, {4: written("Quietly.")}, by=person, attribution="anonymous")

    page = client.get(reverse("desk_answers_to", args=[scene.consultation.slug, 1, 4])).content.decode()

    assert "Quietly." in page
    assert "Amina Otieno" not in page
    assert "Open Net" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_public_page_costs_the_same_with_one_and_three(client, scene, public, django_assert_num_queries, count):
    for _ in range(count):
        prompt(scene.round)
        answer(scene.round, {1: chosen(1)})
    client.get(public)

    with django_assert_num_queries(8):
        client.get(public)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_texts_costs_the_same_with_one_and_three(
    client, scene, asked, desk, django_assert_num_queries, count
):
    say(scene, count)
    address = reverse("desk_answers_to", args=[scene.consultation.slug, 1, 4])
    client.get(address)

    with django_assert_num_queries(8):
        client.get(address)
