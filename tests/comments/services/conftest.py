from __future__ import annotations

import pytest

from tests.factories import TeamMemberFactory, UserFactory
from tests.scenes import open_consultation


@pytest.fixture
def outbox(settings):
    settings.EMAIL_BACKEND = "common.mail.OutboxBackend"


@pytest.fixture
def scene():
    return open_consultation()


@pytest.fixture
def moderator(scene):
    return TeamMemberFactory(consultation=scene.consultation, user=UserFactory(name="Mo Derator")).user
