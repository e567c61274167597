from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory
from tests.scenes import Scene, open_consultation


@pytest.fixture
def scene(db) -> Scene:
    return open_consultation(contact_email="secretariat@example.org")


@pytest.fixture
def address(scene) -> str:
    """Where one writes a comment on the first provision."""
    return reverse("comment_new", args=[scene.consultation.slug, 1, "art_1"])


@pytest.fixture
def signed_in(client, scene) -> Client:
    """Somebody who may comment there."""
    client.force_login(UserFactory(name="Amina Otieno"))
    return client
