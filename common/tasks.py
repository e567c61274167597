from celery import shared_task

from common.services import job


@shared_task(name="common.sweep_jobs", ignore_result=True)
def sweep_jobs() -> int:
    return job.sweep()
