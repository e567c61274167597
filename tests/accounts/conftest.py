from uuid import uuid4

import pytest


@pytest.fixture(autouse=True)
def no_requests_counted_before(settings):
    """allauth counts requests by address in the cache; each test has one of its own, which starts empty."""
    backend = "common.cache.CountingMemory"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": str(uuid4())}}
