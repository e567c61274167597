import pytest

from tests.scenes import Scene, open_consultation


@pytest.fixture
def scene(db) -> Scene:
    return open_consultation(contact_email="secretariat@example.org")
