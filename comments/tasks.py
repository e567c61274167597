from celery import shared_task
from django.utils import timezone

from comments.services.comment_import import TASK
from comments.services.comment_import import import_comments as do_import
from comments.services.unsent import purge_unsent
from common.services.job import run_job


@shared_task(name=TASK)
def import_comments(job_id: int) -> None:
    run_job(job_id, do_import)


@shared_task(name="comments.purge_unsent")
def purge_unsent_comments() -> None:
    purge_unsent(at=timezone.now())
