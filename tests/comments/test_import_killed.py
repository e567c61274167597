import csv
from io import StringIO

import pytest
from django.core.files.base import ContentFile

from comments.enums import RowOutcome
from comments.models import Comment, CommentImport
from comments.services.comment_import import start_import
from common.enums import JobState
from common.models import StoredFile
from tests.factories import RoundFactory, TeamMemberFactory
from tests.waiting import wait_until
from tests.workers import Worker

pytestmark = [pytest.mark.thorough, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

ROWS = 6000
MAPPING = 'source = "hearing"\n[columns]\nsource_id = "id"\nparent_id = "parent"\nbody = "text"'


def table() -> bytes:
    """Threads of ten, each row answering the one before."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "parent", "text"])
    for number in range(ROWS):
        writer.writerow([number, number - 1 if number % 10 else "", f"Comment {number}"])
    return out.getvalue().encode()


def test_an_import_whose_worker_is_killed_goes_on_and_ends_once(celery_worker_process: Worker, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    round = RoundFactory()
    editor = TeamMemberFactory(consultation=round.consultation).user
    data = table()
    file = StoredFile.objects.create(
        file=ContentFile(data, name="t.csv"), name="t.csv", media_type="text/csv", size=len(data), sha256="0" * 64
    )

    celery_worker_process.start(beat=True)
    made = start_import(by=editor, round=round, file=file, mapping=MAPPING)
    wait_until(lambda: Comment.objects.count() > 1000, celery_worker_process)
    celery_worker_process.kill()
    assert Comment.objects.count() < ROWS
    celery_worker_process.start(beat=True)
    wait_until(lambda: CommentImport.objects.get().job.state == JobState.DONE, celery_worker_process)

    made.refresh_from_db()
    assert made.job.attempts >= 2
    assert (made.created, made.present, made.rejected, made.warned) == (ROWS, 0, 0, 0)
    assert made.rows.filter(outcome=RowOutcome.CREATED).count() == Comment.objects.count() == ROWS
    replies = Comment.objects.exclude(parent=None).values_list("source_id", "parent__source_id")
    assert all(int(parent) == int(reply) - 1 for reply, parent in replies)
