from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache

from common.rate_limit import Limit, free_again, is_too_often

NOON = datetime(2026, 11, 21, 12, 0, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_counted(settings):
    settings.CACHES = {"default": {"BACKEND": "common.cache.CountingMemory"}}
    cache.clear()


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def test_so_many_times_and_no_more():
    assert [is_too_often("act", "me", limit=2, seconds=60) for _ in range(3)] == [False, False, True]


def test_each_action_and_each_person_is_counted_alone():
    is_too_often("act", "me", limit=1, seconds=60)

    assert not is_too_often("act", "you", limit=1, seconds=60)
    assert not is_too_often("other", "me", limit=1, seconds=60)


def test_counting_begins_again_with_the_next_period(clock):
    is_too_often("act", "me", limit=1, seconds=60)
    clock.shift(60)

    assert not is_too_often("act", "me", limit=1, seconds=60)


def test_it_is_free_again_when_the_longest_of_the_periods_that_are_full_ends():
    limits = [Limit(1, 600), Limit(2, 86_400)]

    ends = [free_again("act", "me", limits) for _ in range(3)]

    assert ends == [None, datetime(2026, 11, 21, 12, 10, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)]


def test_no_times_are_no_limit():
    assert [free_again("act", "me", [Limit(0, 60)]) for _ in range(3)] == [None, None, None]


def test_the_cache_does_not_learn_who_it_is():
    is_too_often("act", "192.0.2.7", limit=1, seconds=60)

    assert not [key for key in cache._cache if "192.0.2.7" in key]
