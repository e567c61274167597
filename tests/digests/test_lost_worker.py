"""A real worker, killed with -9 in the middle: the digest is taken up again and there is exactly one of it."""

import csv
import json
from pathlib import Path

import pytest
from django.conf import settings

from common.enums import JobState
from common.models import Job, StoredFile
from digests.enums import Audience, Format, Phase
from digests.models import Digest
from digests.services.digest import order_digest
from tests.digests.many_comments import insert_many
from tests.factories import TeamMemberFactory
from tests.scenes import open_consultation
from tests.waiting import wait_until

pytestmark = [pytest.mark.thorough, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

COMMENTS = 3000


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")


def test_a_digest_whose_workers_are_killed_is_taken_up_again_and_is_there_once(celery_worker_process):
    worker = celery_worker_process
    scene = open_consultation()
    insert_many(scene.round, COMMENTS)
    team = TeamMemberFactory(consultation=scene.consultation).user
    worker.start(beat=True)
    digest = order_digest(
        by=team, consultation=scene.consultation, rounds=[], filters={}, formats=list(Format), audience=Audience.STAFF
    )
    job = Job.objects.filter(pk=digest.job_id)

    for attempt in (1, 2):  # each time in the phase that is long enough to be seen; of all phases: `test_digest.py`
        writing = job.filter(attempts=attempt, phase=Phase.COMMENTS)
        wait_until(writing.exists, worker)
        worker.kill()
        assert job.get().state == JobState.RUNNING
        worker.start(beat=True)
    wait_until(lambda: job.get().is_finished, worker)

    assert (job.get().state, job.get().attempts) == (JobState.DONE, 3)
    assert_there_is_one_whole_digest()


def assert_there_is_one_whole_digest():
    digest = Digest.objects.get()
    files = {file.name: file.stored_file for file in digest.files.select_related("stored_file")}
    assert sorted(files) == sorted([*(it["name"] for it in digest.manifest["files"]), "manifest.json"])
    assert {it["name"]: it["sha256"] for it in digest.manifest["files"]} == {
        name: stored.sha256 for name, stored in files.items() if name != "manifest.json"
    }
    with Path(files["comments.csv"].file.path).open(encoding="utf-8", newline="") as table:
        assert len({row["comment_id"] for row in csv.DictReader(table)}) == COMMENTS
    assert json.loads(Path(files["manifest.json"].file.path).read_text(encoding="utf-8")) == digest.manifest
    kept = [it for it in Path(settings.MEDIA_ROOT).rglob("*") if it.is_file()]
    assert len(kept) == StoredFile.objects.count() == len(files)
    assert list((Path(settings.VAR_DIR) / "digests").glob(f"{digest.key}-*")) == []
