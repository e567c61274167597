from celery import shared_task

from common.services.job import run_job
from consultations.services.draft import READ_DRAFT
from consultations.services.draft_reading import read_draft
from consultations.services.lineage_matching import MATCH_DRAFT, match_draft


@shared_task(name=READ_DRAFT, ignore_result=True)
def read_draft_task(job_id: int) -> None:
    run_job(job_id, read_draft)


@shared_task(name=MATCH_DRAFT, ignore_result=True)
def match_draft_task(job_id: int) -> None:
    run_job(job_id, match_draft)
