"""A real worker, killed with -9 while it finds and writes letters: each reader has exactly one in the end."""

import pytest
from celery import current_app

from comments.models import CommentNotice, UntoldEntry
from common.models import OutboxMail
from tests.comments.letters.people import without_receipts
from tests.factories import UserFactory
from tests.scenes import comment, open_consultation, reply
from tests.waiting import wait_until
from tests.workers import Worker

pytestmark = [pytest.mark.thorough, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

PEOPLE = 400


def start(worker: Worker) -> None:
    """As the beat does: a task that was lost is not waited for, another one comes."""
    worker.start()
    current_app.send_task("comments.write_due_letters")


def letters() -> int:
    return OutboxMail.objects.count()


def test_each_reader_has_one_letter_however_often_the_worker_is_killed(celery_worker_process: Worker):
    scene, boris = open_consultation(), UserFactory()
    people = [UserFactory() for _ in range(PEOPLE)]
    without_receipts(boris, *people)
    for person in people:
        reply(comment(scene, by=person), by=boris)
    worker = celery_worker_process
    start(worker)

    for _kill in range(3):
        before = letters()
        wait_until(lambda: letters() > before, worker)  # noqa: B023 - called at once
        worker.kill()
        assert letters() < PEOPLE
        start(worker)
    wait_until(lambda: letters() >= PEOPLE and not CommentNotice.objects.waiting().exists(), worker)

    assert letters() == PEOPLE
    assert {it.to[0] for it in OutboxMail.objects.all()} == {person.email for person in people}
    assert not UntoldEntry.objects.exists()
