"""A task that only tests load. At the moment that COMITY_TEST_PAUSE names, its first attempt stands still."""

import os
import time
from pathlib import Path

from celery import shared_task
from django.db import transaction

from common.enums import Verb
from common.models import AuditEntry
from common.services.job import JobRun, run_job

STEPS = 20
RESULT = "tests.result"
LONGER_THAN_ANY_TEST = 120


@shared_task(name="tests.count", ignore_result=True)
def count(job_id: int) -> None:
    run_job(job_id, work)


def work(run: JobRun) -> None:
    for step in range(STEPS):
        run.progress("counting", step, STEPS)
        stand_still("working")
    with transaction.atomic():
        AuditEntry.objects.create(verb=Verb.FINISHED, subject_type=RESULT, subject_id=run.subject_id)
        stand_still("writing")
        run.finish()
        stand_still("finished but not committed")
    stand_still("committed")


def stand_still(moment: str) -> None:
    folder = Path(os.environ["COMITY_TEST_MARKS"])
    if os.environ["COMITY_TEST_PAUSE"] == moment and not (folder / "reached").exists():
        (folder / "reached").touch()
        time.sleep(LONGER_THAN_ANY_TEST)
