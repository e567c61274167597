from datetime import timedelta

import pytest
from django.utils import timezone

from common.templatetags.times import relative


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (timedelta(days=3, hours=5), "in 3 days"),
        (timedelta(days=1, minutes=1), "in 1 day"),
        (timedelta(hours=23, minutes=30), "in 23 hours"),
        (timedelta(minutes=59, seconds=50), "in 59 minutes"),
        (timedelta(seconds=30), "now"),
        (timedelta(seconds=-30), "now"),
        (timedelta(minutes=-1, seconds=-10), "1 minute ago"),
        (timedelta(hours=-2, seconds=-10), "2 hours ago"),
        (timedelta(days=-400), "400 days ago"),
    ],
)
def test_an_instant_is_told_in_its_largest_whole_unit(distance, words):
    assert relative(timezone.now() + distance) == words
