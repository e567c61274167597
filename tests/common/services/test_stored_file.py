from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from common.enums import FileType
from common.services.stored_file import remove_orphans
from common.uploads import store

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def given():
    return store(ContentFile(b"words"), name="a.txt", allowed=frozenset({FileType.TEXT}), limit=100)


def test_a_file_whose_transaction_was_rolled_back_is_removed_after_a_day_and_others_stay():
    kept = given()
    with transaction.atomic():
        orphan = given()
        transaction.set_rollback(True)

    assert remove_orphans(at=timezone.now()) == 0
    assert default_storage.exists(orphan.file.name)
    assert remove_orphans(at=timezone.now() + timedelta(days=1, minutes=1)) == 1
    assert (default_storage.exists(orphan.file.name), default_storage.exists(kept.file.name)) == (False, True)


def test_a_store_without_files_has_no_orphans():
    assert remove_orphans(at=timezone.now()) == 0
