import pytest
from django.core.cache import cache

from common.rate_limit import is_too_often


@pytest.fixture(autouse=True)
def nothing_counted(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def test_so_many_times_and_no_more():
    assert [is_too_often("act", "me", limit=2, seconds=60) for _ in range(3)] == [False, False, True]


def test_each_action_and_each_person_is_counted_alone():
    is_too_often("act", "me", limit=1, seconds=60)

    assert not is_too_often("act", "you", limit=1, seconds=60)
    assert not is_too_often("other", "me", limit=1, seconds=60)


def test_counting_begins_again_when_the_time_is_over():
    is_too_often("act", "me", limit=1, seconds=60)
    cache.delete("rate:act:me")

    assert not is_too_often("act", "me", limit=1, seconds=60)
