import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_requests_counted_before():
    """allauth counts requests by address in the cache; each test starts with none."""
    cache.clear()
