"""The cache on a real server, and without one."""

import time
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.urls import reverse

from accounts.models import User
from common.cache import FallbackCache
from tests.factories import UserFactory

NOWHERE = "unix:///nowhere/valkey.sock"


@pytest.fixture
def no_server(settings):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": NOWHERE}}
    cache.clear()
    yield
    cache.clear()


def exercised(subject: FallbackCache) -> list[object]:
    key = uuid4().hex
    return [
        subject.get(key, "none"),
        subject.add(key, 1, timeout=60),
        subject.add(key, 2),
        subject.incr(key, 4),
        subject.touch(key, 60),
        key in subject,
        subject.delete(key),
        subject.delete(key),
        subject.get_many([key]),
    ]


@pytest.mark.parametrize("server", [settings.REDIS_URL, NOWHERE], ids=["reached", "not reached"])
def test_it_answers_alike_with_and_without_a_server(server):
    answers = exercised(FallbackCache(server, {}))

    assert answers == ["none", True, False, 5, True, True, True, False, {}]


@pytest.mark.parametrize("server", [settings.REDIS_URL, NOWHERE], ids=["reached", "not reached"])
def test_what_is_not_there_is_not_counted(server):
    subject, key = FallbackCache(server, {}), uuid4().hex

    with pytest.raises(ValueError, match=key):
        subject.incr(key)

    assert key not in subject


@pytest.mark.parametrize("server", [settings.REDIS_URL, NOWHERE], ids=["reached", "not reached"])
def test_many_are_counted_at_once_and_each_is_forgotten_in_its_own_time(server):
    subject, (first, second) = FallbackCache(server, {}), (uuid4().hex, uuid4().hex)

    counts = [subject.count(it) for it in [{first: 1, second: 60}, {second: 60}, {second: 1, first: 60}]]
    time.sleep(1.1)

    assert counts == [[1, 1], [2], [3, 2]]
    assert (subject.get(first), subject.get(second)) == (None, 3)


def test_with_a_server_every_process_sees_the_same():
    key = uuid4().hex
    FallbackCache(settings.REDIS_URL, {}).set(key, "seen", timeout=60)

    assert FallbackCache(settings.REDIS_URL, {}).get(key) == "seen"
    assert FallbackCache(NOWHERE, {}).get(key) is None


@pytest.mark.django_db
def test_people_sign_up_and_sign_in_without_a_server(client, no_server):
    assert isinstance(caches["default"], FallbackCache)
    person = UserFactory()

    signed_up = client.post(reverse("account_signup"), {"email": "newcomer@example.org"})
    signed_in = client.post(reverse("account_login"), {"login": person.email, "password": "correct horse"})

    assert User.objects.filter(email="newcomer@example.org").exists()
    assert (signed_up.status_code, signed_in.status_code) == (302, 302)


@pytest.mark.django_db
def test_attempts_are_counted_without_a_server(client, no_server):
    form = {"login": UserFactory().email, "password": "wrong"}

    answers = [client.post(reverse("account_login"), form).content.decode() for _attempt in range(12)]

    assert "Somebody has tried too often to sign in" in answers[-1]
