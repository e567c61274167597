from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min
from django.utils import timezone

from common.enums import UNFINISHED, MailState
from common.models import Job, OutboxMail


@dataclass(frozen=True)
class Waiting:
    """What has yet to be done: how much, and for how many seconds the oldest of it has been due."""

    count: int
    oldest: float


def waiting_jobs() -> Waiting:
    found = Job.objects.filter(state__in=UNFINISHED)
    return _waiting(**found.aggregate(count=Count("pk"), since=Min("queued_at")))


def waiting_mail() -> Waiting:
    found = OutboxMail.objects.filter(state=MailState.WAITING)
    return _waiting(**found.aggregate(count=Count("pk"), since=Min("created_at")))


def _waiting(*, count: int, since: datetime | None) -> Waiting:
    return Waiting(count, (timezone.now() - since).total_seconds() if since else 0.0)
