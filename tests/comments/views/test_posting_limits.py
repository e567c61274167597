"""How many comments one person, and one network, may post in a while."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from comments.models import Comment, UnsentComment
from tests.factories import AdministratorFactory, TeamMemberFactory, UserFactory

NOON = datetime(2026, 11, 21, 12, 0, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def one_comment_in_ten_minutes(settings):
    settings.CACHES = {"default": {"BACKEND": "common.cache.CountingMemory"}}
    cache.clear()
    settings.COMMENTS_PER_ACCOUNT_TEN_MINUTES = 1
    settings.COMMENTS_PER_ADDRESS_TEN_MINUTES = 3


@pytest.fixture(autouse=True)
def clock(one_comment_in_ten_minutes):
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def scene(clock, scene):
    return scene


def typed(**fields):
    return {"kind": "general", "position": "none", "body": "Once more.", "submission_id": str(uuid4()), **fields}


def test_one_comment_too_many_is_kept_and_comes_back_with_the_time_when_it_is_taken(client, address, clock):
    client.force_login(UserFactory())
    client.post(address, typed())
    form = typed(body="The *second* one.")

    refused = client.post(address, form)

    page = refused.content.decode()
    kept = UnsentComment.objects.get()
    assert (refused.status_code, refused["Retry-After"]) == (429, "590")
    assert "The *second* one.</textarea>" in page
    assert 'datetime="2026-11-21T12:10:00Z"' in page
    assert reverse("unsent_comment", args=[kept.key]) in page
    assert kept.fields["body"] == "The *second* one."
    assert Comment.objects.count() == 1

    clock.shift(590)
    assert client.post(address, form).status_code == 302
    assert Comment.objects.count() == 2
    assert not UnsentComment.objects.exists()


def test_a_second_click_on_the_last_one_is_answered_as_the_first(client, address):
    client.force_login(UserFactory())
    form = typed()

    answers = [client.post(address, form) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Comment.objects.count() == 1


def test_a_replys_form_is_counted_with_the_others(client, address, scene):
    client.force_login(UserFactory())
    client.post(address, typed())
    first = Comment.objects.get()

    refused = client.post(reverse("reply_new", args=[first.reference]), typed())

    assert refused.status_code == 429
    assert Comment.objects.count() == 1


def test_people_of_one_network_are_counted_together(client, address):
    answers = []
    for _ in range(4):
        client.force_login(UserFactory())
        answers.append(client.post(address, typed()).status_code)

    assert answers == [302, 302, 302, 429]
    client.force_login(UserFactory())
    assert client.post(address, typed(), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_what_visitors_leave_behind_is_counted_and_given_back_unkept(client, address):
    for _ in range(3):
        assert client.post(address, typed()).status_code == 302

    refused = client.post(address, typed(body="Nobody knows me."))

    assert refused.status_code == 429
    assert "Nobody knows me." in refused.content.decode()
    assert UnsentComment.objects.count() == 3


def test_the_team_and_administrators_post_as_they_like(client, address, scene):
    for person in (TeamMemberFactory(consultation=scene.consultation).user, AdministratorFactory()):
        client.force_login(person)
        assert [client.post(address, typed()).status_code for _ in range(4)] == [302] * 4


def test_a_refused_form_is_not_counted(client, address):
    client.force_login(UserFactory())

    answers = [client.post(address, typed(body=body)).status_code for body in ("", "", "Now.")]

    assert answers == [422, 422, 302]


def test_without_its_cache_the_site_goes_on_counting_in_memory(client, address, settings):
    settings.CACHES = {
        "default": {"BACKEND": "common.cache.FallbackCache", "LOCATION": "unix:///nowhere/valkey.sock", "OPTIONS": {}}
    }
    cache.clear()
    client.force_login(UserFactory())

    assert [client.post(address, typed()).status_code for _ in range(2)] == [302, 429]
