"""Letters about rounds that follow from the clock: found by a beat, written by a job."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from accounts.models import User
from comments.enums import NoticeKind
from comments.models import RoundNotice
from comments.notices import MISSED_FOR, Due, due_notices
from comments.queries.notice_readers import admitted_of, readers_of
from comments.services.round_letter import write_letter
from common.services.job import enqueue
from common.services.job_run import JobLost, JobRun
from consultations.enums import ConsultationState
from consultations.models import Round

TASK = "comments.write_round_letters"
BATCH = 100


def start_due_notices(*, at: datetime) -> int:
    """Start the letters that are due and not yet begun; how many kinds were started. However many look at once, each is
    started once. Of consultations that are not public, and of archived ones, there is none."""
    since = at - MISSED_FOR
    recent = Round.objects.filter(
        Q(closes_at__gt=since) | Q(results_by__gt=since) | Q(results_at__gt=since),
        opens_at__lte=at,
        consultation__state=ConsultationState.PUBLISHED,
        draft__published_at__isnull=False,
    )
    rounds = recent.select_related("consultation").order_by("pk")
    return sum(_start(round, due) for round in rounds for due in due_notices(round, at))


@transaction.atomic
def _start(round: Round, due: Due) -> bool:
    kind, due_for = due
    if RoundNotice.objects.filter(round=round, kind=kind, due_for=due_for).exists():
        return False
    notice, made = RoundNotice.objects.get_or_create(round=round, kind=kind, due_for=due_for)
    if made:
        notice.job = enqueue(TASK, notice.pk)
        notice.save(update_fields=["job"])
    return made


def write_letters(run: JobRun) -> None:
    """Write the letters of a notice, a batch in each transaction together with how far it is: whatever is killed, each
    reader gets one."""
    notice = RoundNotice.objects.select_related("round__consultation", "round__draft").get(pk=run.subject_id)
    readers = readers_of(NoticeKind(notice.kind), notice.round)
    total = readers.count()
    while batch := list(readers.filter(pk__gt=notice.reached).order_by("pk")[:BATCH]):
        run.progress(gettext_noop("Writing letters"), notice.written, total)
        _write_batch(notice, batch)
    with transaction.atomic():
        run.finish()


@transaction.atomic
def _write_batch(notice: RoundNotice, readers: list[User]) -> None:
    """Raises JobLost where another attempt has gone further meanwhile."""
    stored = RoundNotice.objects.select_for_update().get(pk=notice.pk)
    if stored.reached != notice.reached:
        raise JobLost
    concerns = admitted_of(readers, notice.round) if NoticeKind(notice.kind).is_for_those_admitted else readers
    for reader in concerns:
        write_letter(notice, reader)
        notice.written += 1
    notice.reached = readers[-1].pk
    notice.save(update_fields=["reached", "written"])
