from celery import shared_task
from django.utils import timezone

from comments.services import letters, round_notice
from comments.services.carried_letter import TELL_AUTHORS, tell_authors
from comments.services.comment_import import TASK
from comments.services.comment_import import import_comments as do_import
from comments.services.comment_notice import purge_notices
from comments.services.invitation_list import CHECK, check_list
from comments.services.invitation_sending import SEND
from comments.services.invitation_sending import send_invitations as do_send
from comments.services.placing import PLACE_ANCHORS, place_anchors
from comments.services.sealing import purge_sealed
from comments.services.unsent import purge_unsent
from common.services.job import run_job


@shared_task(name=TASK)
def import_comments(job_id: int) -> None:
    run_job(job_id, do_import)


@shared_task(name=CHECK)
def check_invitations(job_id: int) -> None:
    run_job(job_id, check_list)


@shared_task(name=SEND)
def send_invitations(job_id: int) -> None:
    run_job(job_id, do_send)


@shared_task(name="comments.purge_unsent")
def purge_unsent_comments() -> None:
    purge_unsent(at=timezone.now())


@shared_task(name="comments.purge_sealed")
def purge_sealed_words() -> None:
    purge_sealed(at=timezone.now())


@shared_task(name="comments.purge_notices")
def purge_old_notices() -> None:
    purge_notices(at=timezone.now())


@shared_task(name="comments.start_due_notices", ignore_result=True)
def start_due_notices() -> int:
    return round_notice.start_due_notices(at=timezone.now())


@shared_task(name=round_notice.TASK)
def write_round_letters(job_id: int) -> None:
    run_job(job_id, round_notice.write_letters)


@shared_task(name="comments.write_due_letters", ignore_result=True)
def write_due_letters() -> int:
    return letters.write_due_letters(at=timezone.now())


@shared_task(name=PLACE_ANCHORS, ignore_result=True)
def place_anchors_task(job_id: int) -> None:
    run_job(job_id, place_anchors)


@shared_task(name=TELL_AUTHORS, ignore_result=True)
def tell_authors_task(job_id: int) -> None:
    run_job(job_id, tell_authors)
