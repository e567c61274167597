from celery import shared_task
from django.utils import timezone

from common.services import job, outbox
from common.services.stored_file import remove_orphans


@shared_task(name="common.sweep_jobs", ignore_result=True)
def sweep_jobs() -> int:
    return job.sweep()


@shared_task(name="common.deliver_mail", ignore_result=True)
def deliver_mail() -> int:
    return outbox.deliver_due()


@shared_task(name="common.forget_mail_bodies", ignore_result=True)
def forget_mail_bodies() -> int:
    return outbox.forget_bodies()


@shared_task(name="common.remove_orphaned_files", ignore_result=True)
def remove_orphaned_files() -> int:
    return remove_orphans(at=timezone.now())
