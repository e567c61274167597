"""For tests of letters: what a person gets, and the services that make it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from accounts.models import User
from comments.enums import LetterKind, LetterTime
from comments.services.letter_choices import choose_letters, times_offered
from comments.services.letters import write_due_letters
from common.models import OutboxMail


def written(*, at: datetime | None = None) -> list[OutboxMail]:
    """What a look at that moment writes, in the order in which it is written."""
    known = set(OutboxMail.objects.values_list("pk", flat=True))
    write_due_letters(at=at or timezone.now())
    return list(OutboxMail.objects.exclude(pk__in=known).order_by("pk"))


def to(person: User, letters: list[OutboxMail]) -> list[OutboxMail]:
    return [it for it in letters if it.to == [person.email]]


def wants(person: User, time: LetterTime, *kinds: LetterKind) -> None:
    """Of these kinds; without any of all that may come then."""
    choose_letters(person, {kind: time for kind in kinds or LetterKind if time in times_offered(kind)})


def without_receipts(*people: User) -> None:
    for person in people:
        choose_letters(person, {LetterKind.RECEIPT: LetterTime.NEVER})


class DeadTransport(BaseEmailBackend):
    """A mail server that answers nobody."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise ConnectionRefusedError(f"{len(email_messages)} letters stay here")
