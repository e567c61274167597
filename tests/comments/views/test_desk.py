import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from comments.enums import Disposition
from comments.services.response import respond
from consultations.enums import ModerationMode
from consultations.models import Round
from tests.factories import TeamMemberFactory, UserFactory
from tests.scenes import comment


@pytest.fixture
def address(scene) -> str:
    return reverse("desk_comments", args=[scene.consultation.slug])


@pytest.fixture
def editor(client, scene):
    editor = TeamMemberFactory(consultation=scene.consultation).user
    client.force_login(editor)
    return editor


def test_the_desk_lists_what_waits_for_a_response(client, scene, editor, address):
    answered, waiting = comment(scene, provision=scene.provisions[0]), comment(scene)
    respond(by=editor, comments=[answered], disposition=Disposition.NOTED, body="Noted.")

    page = client.get(address)
    everything = page.context["comments"].items
    unanswered = client.get(address, {"answered": "no"}).context["comments"].items

    assert {it.reference for it in everything} == {answered.reference, waiting.reference}
    assert [it.reference for it in unanswered] == [waiting.reference]
    assertContains(page, "Noted <br>")


def test_a_comment_that_waits_is_decided_on_before_it_is_answered(client, scene, editor, address):
    Round.objects.update(moderation=ModerationMode.ALL)
    held = comment(scene, body="A date, please.")

    page = client.get(address).content.decode()

    assert reverse("desk_decision", args=[held.reference]) in page
    assert reverse("response_new", args=[held.reference]) not in page


def test_the_desk_is_for_the_team(client, scene, address):
    client.force_login(UserFactory())

    assert client.get(address).status_code == 403


def test_visitors_are_asked_to_sign_in(client, scene, address):
    assert client.get(address)["Location"] == f"{reverse('account_login')}?next={address}"


def test_the_list_costs_the_same_with_one_comment_and_with_three(
    client, scene, editor, address, django_assert_num_queries
):
    for more in (1, 2):
        for _ in range(more):
            comment(scene, provision=scene.provisions[0])
        with django_assert_num_queries(12):
            client.get(address)
