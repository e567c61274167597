from celery import shared_task

from common.services.job import run_job
from digests.services.digest import BUILD, build_digest


@shared_task(name=BUILD)
def build(job_id: int) -> None:
    run_job(job_id, build_digest)
