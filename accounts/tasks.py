from celery import shared_task

from accounts.services.stakeholder_group import TASK
from accounts.services.stakeholder_group import move_people as do_move
from common.services.job import run_job


@shared_task(name=TASK)
def move_people(job_id: int) -> None:
    run_job(job_id, do_move)
