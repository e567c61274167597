"""A worker killed with -9 at any moment leaves a job that is taken up again and ends in exactly one result."""

import time

import pytest
from django.conf import settings

from common.enums import JobState
from common.models import AuditEntry
from common.services.job import enqueue, sweep
from tests.common.countable_work import RESULT
from tests.waiting import wait_until

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

SUBJECT = 7


@pytest.fixture
def worker(celery_worker_process, tmp_path, monkeypatch):
    celery_worker_process.include = "tests.common.countable_work"
    monkeypatch.setenv("COMITY_TEST_MARKS", str(tmp_path))
    monkeypatch.setenv("COMITY_TEST_PAUSE", "never")
    return celery_worker_process


def has_ended(job):
    job.refresh_from_db()
    return job.is_finished


def results():
    return AuditEntry.objects.filter(subject_type=RESULT, subject_id=SUBJECT).count()


def kill_at(moment, worker, tmp_path, monkeypatch, *, beat=False):
    """Enqueue a job, and kill its worker when the work has come to that moment."""
    monkeypatch.setenv("COMITY_TEST_PAUSE", moment)
    job = enqueue("tests.count", SUBJECT)
    worker.start(beat=beat)
    wait_until((tmp_path / "reached").exists, worker)
    worker.kill()
    return job


@pytest.mark.parametrize("moment", ["working", "writing", "finished but not committed"])
def test_a_worker_killed_before_its_result_is_committed_is_followed_by_one_that_ends_the_job(
    worker, tmp_path, monkeypatch, moment
):
    job = kill_at(moment, worker, tmp_path, monkeypatch)
    job.refresh_from_db()
    assert (job.state, job.attempts, results()) == (JobState.RUNNING, 1, 0)

    worker.start()
    wait_until(lambda: sweep() or has_ended(job), worker)
    wait_until(lambda: has_ended(job), worker)

    assert (job.state, job.attempts, results()) == (JobState.DONE, 2, 1)


def test_a_worker_killed_after_the_commit_leaves_a_done_job_that_is_not_done_again(worker, tmp_path, monkeypatch):
    job = kill_at("committed", worker, tmp_path, monkeypatch)

    assert sweep() == 0
    worker.start()
    time.sleep(5)

    assert has_ended(job)
    assert (job.state, job.attempts, results()) == (JobState.DONE, 1, 1)


def test_with_nobodys_help_the_job_ends_because_a_lost_one_is_sought_four_times_a_minute(worker, tmp_path, monkeypatch):
    job = kill_at("writing", worker, tmp_path, monkeypatch, beat=True)

    worker.start(beat=True)
    wait_until(lambda: has_ended(job), worker)

    assert settings.CELERY_BEAT_SCHEDULE["take up jobs that nobody works on"]["schedule"] == 15
    assert (job.state, job.attempts, results()) == (JobState.DONE, 2, 1)


def test_a_message_that_comes_five_times_makes_one_result(worker, monkeypatch):
    job = enqueue("tests.count", SUBJECT)
    for _again in range(4):
        job.enqueued_at = None
        job.save(update_fields=["enqueued_at"])
        assert sweep() == 1

    worker.start()
    wait_until(lambda: has_ended(job), worker)
    time.sleep(2)

    job.refresh_from_db()
    assert (job.state, job.attempts, results()) == (JobState.DONE, 1, 1)
