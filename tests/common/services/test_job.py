"""What a job promises: one attempt at a time, one result, progress that is visible at once."""

import time
from datetime import timedelta

import pytest
from celery import Celery, current_app
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from common.enums import JobState, Verb
from common.job_lock import held_jobs, lock, own_connection
from common.models import AuditEntry, Job
from common.services import job as jobs
from common.services.job import JobCancelled, JobFailed, JobLost, cancel, enqueue, run_job, sweep
from portal.celery import app
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sent(monkeypatch):
    """The messages that would have gone to the broker."""
    messages = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args, **options: messages.append((name, *args)))
    return messages


@pytest.fixture
def no_broker():
    """Another Celery app is the current one: connections that other tests made would go on working."""
    Celery("unreachable", broker="redis+socket:///nowhere/valkey.sock").set_current()
    yield
    app.set_current()


def make_job(**fields):
    return Job.objects.create(**{"task": "tests.work", "subject_id": 7, "enqueued_at": timezone.now(), **fields})


def finish(run):
    with transaction.atomic():
        run.finish()


def fails(run):
    raise ValueError("unexpected")


def age(job, **by):
    past = timezone.now() - timedelta(**by)
    Job.objects.filter(pk=job.pk).update(queued_at=past, enqueued_at=past)


def test_a_job_is_sent_after_the_commit_and_not_before(sent):
    with transaction.atomic():
        job = enqueue("tests.work", 7)
        assert sent == []

    assert sent == [("tests.work", job.pk)]


def test_a_job_of_a_rolled_back_transaction_is_never_sent(sent):
    with transaction.atomic():
        enqueue("tests.work", 7)
        transaction.set_rollback(True)

    assert sent == []
    assert Job.objects.count() == 0


def test_a_dead_broker_loses_no_job(no_broker):
    job = enqueue("tests.work", 7)

    job.refresh_from_db()
    assert (job.state, job.enqueued_at) == (JobState.QUEUED, None)


def test_work_that_finishes_leaves_a_done_job():
    job = make_job()

    run_job(job.pk, finish)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.failures) == (JobState.DONE, 1, 0)
    assert job.finished_at is not None


def test_the_work_is_told_its_subject():
    seen = []

    run_job(make_job(subject_id=41).pk, lambda run: (seen.append(run.subject_id), finish(run)))

    assert seen == [41]


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_a_job_that_has_ended_is_not_done_again(state):
    job = make_job(state=state, finished_at=timezone.now())

    run_job(job.pk, fails)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (state, 0)


def test_a_job_that_does_not_exist_is_nothing_to_do():
    run_job(123456, fails)


def test_a_job_whose_lock_is_held_is_left_alone():
    job = make_job()

    with own_connection() as other:
        assert lock(other, job.pk)
        run_job(job.pk, fails)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)


def test_the_lock_is_held_while_the_work_runs_and_free_afterwards():
    job, during = make_job(), []

    run_job(job.pk, lambda run: (during.append(held_jobs()), finish(run)))

    assert during == [{job.pk}]
    assert any(held_jobs() == set() or time.sleep(0.05) for _ in range(100)), "the server ends a closed session soon"


def test_progress_is_visible_while_the_works_transaction_is_open():
    job, seen = make_job(), []

    def work(run):
        with transaction.atomic():
            run.progress("counting", 2, 8)
            with own_connection() as reader, reader.cursor() as cursor:
                cursor.execute("SELECT phase, done, total, state FROM common_job WHERE id = %s", [job.pk])
                seen.append(cursor.fetchone())
            run.finish()
            run.progress("after the end", 8, 8)

    run_job(job.pk, work)

    assert seen == [("counting", 2, 8, "running")]


def test_progress_is_written_at_most_twice_a_second_in_a_phase(monkeypatch):
    writes = []

    def work(run):
        original = run.write
        monkeypatch.setattr(run, "write", lambda *args: writes.append(args[1:]) or original(*args))
        for done in range(1000):
            run.progress("rows", done, 1000)
        run.progress("files", 0, 1)
        finish(run)

    run_job(make_job().pk, work)

    assert writes[0] == ("rows", 0, 1000)
    assert writes[-1] == ("files", 0, 1)
    assert len(writes) < 10


def test_a_message_for_people_ends_the_job():
    job = make_job()

    def work(run):
        raise JobFailed("The file is empty.")

    run_job(job.pk, work)

    job.refresh_from_db()
    assert (job.state, job.problem, job.attempts) == (JobState.FAILED, "The file is empty.", 1)


def test_an_unexpected_error_is_tried_three_times_and_its_text_is_not_shown():
    job = make_job()

    for state in [JobState.QUEUED, JobState.QUEUED, JobState.FAILED]:
        run_job(job.pk, fails)
        job.refresh_from_db()
        assert job.state == state

    assert (job.attempts, job.finished_at is None) == (3, False)
    assert "unexpected" not in job.problem


def test_a_job_that_takes_its_worker_down_each_time_ends():
    job = make_job(state=JobState.RUNNING, attempts=jobs.ATTEMPTS_ALLOWED)

    run_job(job.pk, fails)

    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_work_that_forgets_to_finish_is_a_failure():
    job = make_job()

    run_job(job.pk, lambda run: None)

    job.refresh_from_db()
    assert (job.state, job.failures) == (JobState.QUEUED, 1)


def test_finishing_outside_the_results_transaction_is_refused():
    job, raised = make_job(), []

    def work(run):
        with pytest.raises(TransactionManagementError) as caught:
            run.finish()
        raised.append(caught)

    run_job(job.pk, work)

    job.refresh_from_db()
    assert len(raised) == 1
    assert job.state == JobState.QUEUED


def test_an_attempt_that_lost_its_job_writes_no_result():
    job = make_job()

    def work(run):
        with transaction.atomic():
            UserFactory(email="result@example.org")
            Job.objects.filter(pk=job.pk).update(attempts=2)
            run.finish()

    run_job(job.pk, work)

    job.refresh_from_db()
    assert AuditEntry.objects.count() == 0
    assert not UserFactory._meta.model.objects.filter(email="result@example.org").exists()


def test_an_attempt_whose_session_broke_is_overtaken_and_only_the_other_has_a_result():
    job, results = make_job(), []

    def first(run):
        with run._own.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pid = cursor.fetchone()[0]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        run_job(job.pk, lambda second: (finish(second), results.append("second")))
        finish(run)
        results.append("first")

    run_job(job.pk, first)

    job.refresh_from_db()
    assert results == ["second"]
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_cancelling_stops_the_work_at_its_next_progress_and_is_on_record():
    editor, job, stopped = UserFactory(), make_job(), []

    def work(run):
        cancel(by=editor, job=run.job)
        try:
            run.progress("rows", 1, 2)
        except JobCancelled:
            stopped.append(True)
            raise

    run_job(job.pk, work)

    job.refresh_from_db()
    assert stopped == [True]
    assert job.state == JobState.CANCELLED
    assert AuditEntry.objects.values_list("verb", "actor_id", "subject_id").get() == (
        Verb.CANCELLED,
        editor.pk,
        job.pk,
    )


def test_a_cancelled_job_cannot_be_finished():
    job = make_job()

    def work(run):
        cancel(by=None, job=run.job)
        with pytest.raises(JobLost):
            finish(run)

    run_job(job.pk, work)

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_a_done_job_cannot_be_cancelled():
    job = make_job(state=JobState.DONE, finished_at=timezone.now())

    assert not cancel(by=None, job=job)
    assert AuditEntry.objects.count() == 0


def test_a_running_job_whose_worker_died_is_sent_at_once(sent):
    job = make_job(state=JobState.RUNNING, attempts=1)

    assert sweep() == 1

    job.refresh_from_db()
    assert sent == [("tests.work", job.pk)]
    assert job.state == JobState.QUEUED


def test_a_running_job_whose_lock_is_held_is_not_sent(sent):
    job = make_job(state=JobState.RUNNING, attempts=1)

    with own_connection() as worker:
        lock(worker, job.pk)
        assert sweep() == 0

    assert sent == []


@pytest.mark.parametrize(
    ("age_in_seconds", "expected"),
    [(0, 0), (19, 0), (21, 1), (3600, 1)],
)
def test_a_queued_job_is_sent_again_when_its_message_must_be_lost(sent, age_in_seconds, expected):
    age(make_job(), seconds=age_in_seconds)

    assert sweep() == expected
    assert len(sent) == expected


def test_sweeping_again_at_once_sends_nothing_twice(sent):
    age(make_job(), hours=1)
    make_job(state=JobState.RUNNING, attempts=1)

    assert [sweep(), sweep(), sweep()] == [2, 0, 0]


def test_a_job_that_never_reached_the_broker_is_sent_by_the_next_sweep(sent):
    make_job(enqueued_at=None)

    assert sweep() == 1


def test_sweeping_without_a_broker_keeps_every_job_for_the_next_sweep(no_broker):
    job = make_job(enqueued_at=None)

    assert sweep() == 0

    job.refresh_from_db()
    assert (job.state, job.enqueued_at) == (JobState.QUEUED, None)


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_what_has_ended_is_not_swept(sent, state):
    age(make_job(state=state, finished_at=timezone.now()), hours=1)

    assert sweep() == 0
