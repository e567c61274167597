"""The page on which results are promised and announced, and what everybody reads of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultations.models import Round
from tests.factories import TeamMemberFactory
from tests.scenes import comment, open_consultation

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def scene():
    scene = open_consultation()
    comment(scene)
    return scene


@pytest.fixture
def client(scene):
    client = Client()
    client.force_login(TeamMemberFactory(consultation=scene.consultation).user)
    return client


def address(scene, page="results/"):
    return f"/desk/c/{scene.consultation.slug}/rounds/1/{page}"


def typed(at, scene):
    return at.astimezone(scene.consultation.zone).strftime("%Y-%m-%dT%H:%M")


def public(scene):
    return " ".join(Client().get(scene.consultation.get_absolute_url()).content.decode().split())


def test_a_promise_stands_beside_the_round_in_its_zone_with_the_first_one(client, scene):
    first, second = scene.round.closes_at + 10 * DAY, scene.round.closes_at + 20 * DAY

    client.post(address(scene), {"results_by": typed(first, scene), "version": 1})
    assert "Results are promised by" in public(scene)
    assert "Promised first" not in public(scene)
    answer = client.post(address(scene), {"results_by": typed(second, scene), "version": 2})

    assert answer.status_code == 302
    assert "(Nairobi time)" in public(scene)
    assert "Promised first" in public(scene)
    assert "1 comment of this round has no response." in client.get(address(scene)).content.decode()


@pytest.mark.parametrize(("results_by", "said"), [("", "required"), ("2020-01-01T09:00", "Choose a later time")])
def test_a_promise_for_no_time_or_a_time_before_the_end_is_mended_in_the_form(client, scene, results_by, said):
    refused = client.post(address(scene), {"results_by": results_by, "version": 1})

    assert refused.status_code == 422
    assert said in str(refused.context["form"].errors["results_by"])
    assert Round.objects.get().results_by is None


def test_results_are_announced_by_one_button_once_the_round_is_over(client, scene):
    assert 'name="publish"' not in client.get(address(scene)).content.decode()
    now = timezone.now()
    Round.objects.update(closes_at=now - DAY)
    assert 'name="publish"' in client.get(address(scene)).content.decode()

    answer = client.post(address(scene), {"publish": "1", "version": 1}, follow=True).content.decode()

    assert "who took part gets a letter" in answer
    assert 'name="publish"' not in answer
    assert "Results can be read since" in public(scene)
    assert client.post(address(scene), {"publish": "1", "version": 2}).status_code == 409


def test_who_was_slower_is_told_and_announces_knowingly_or_not_at_all(client, scene):
    Round.objects.update(closes_at=timezone.now() - DAY, version=2)

    clash = client.post(address(scene), {"publish": "1", "version": 1})

    assert clash.status_code == 422
    assert "Somebody else has changed this round" in clash.content.decode()
    assert Round.objects.get().results_at is None
    assert client.post(address(scene), {"publish": "1", "version": 2}).status_code == 302


def test_an_extension_asks_for_the_promise_again_where_there_is_one(client, scene):
    extend = address(scene, "extend/")
    assert "results_by" not in client.get(extend).context["form"].fields
    Round.objects.update(results_by=scene.round.closes_at + DAY)
    later = {"closes_at": typed(scene.round.closes_at + 3 * DAY, scene), "reason": "Holidays.", "version": 1}

    refused = client.post(extend, later | {"results_by": typed(scene.round.closes_at + DAY, scene)})
    assert list(refused.context["form"].errors) == ["results_by"]
    done = client.post(extend, later | {"results_by": typed(scene.round.closes_at + 9 * DAY, scene)})

    assert done.status_code == 302
    assert Round.objects.get().announced_results_by == scene.round.closes_at + DAY
