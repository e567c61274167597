from celery import shared_task

from comments.services.comment_import import TASK
from comments.services.comment_import import import_comments as do_import
from common.services.job import run_job


@shared_task(name=TASK)
def import_comments(job_id: int) -> None:
    run_job(job_id, do_import)
