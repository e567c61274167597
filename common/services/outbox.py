"""Delivery of the outbox.

The guarantee: every letter is handed to the mail server at least once, whatever is killed, and no two workers handle
one letter at a time. A mail server that is down gets nothing, and so gets nothing twice. A letter is handed over twice
only when we die, or lose the line, between the server's acceptance and our note of it; both copies then carry one
Message-ID, by which mail systems drop the second. More than that SMTP cannot give.
"""

import logging
from collections.abc import Collection
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from common.enums import MailState
from common.mail import message_from
from common.models import OutboxMail

logger = logging.getLogger(__name__)

ATTEMPTS_ALLOWED = 20
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
"""The wait doubles from the first to the longest: twenty attempts take about three days."""

BODY_KEPT = timedelta(days=7)
"""Letters hold codes and links that sign people in; their words are dropped when nobody needs them any more."""

LETTER_KEPT = timedelta(days=90)
"""That a letter was sent, and to whom, is known so long: for whoever asks where it is."""

LETTERS_A_RUN = 200
PERMANENT = 500


def deliver_due() -> int:
    """Send what is due, oldest first, each letter in a transaction of its own; returns how many were sent."""
    sent = 0
    for _number in range(LETTERS_A_RUN):
        outcome = _deliver_next()
        if outcome is None:
            break
        sent += outcome == MailState.SENT
    return sent


def forget_bodies() -> int:
    """Drop the words of letters that ended longer ago than `BODY_KEPT`, and delete those older than `LETTER_KEPT`; of
    how many the words went."""
    ended, now = OutboxMail.objects.exclude(state=MailState.WAITING), timezone.now()
    ended.filter(created_at__lt=now - LETTER_KEPT).delete()
    old = ended.filter(created_at__lt=now - BODY_KEPT)
    return old.exclude(text="", html="").update(text="", html="")


def forget_letters_to(addresses: Collection[str]) -> int:
    """Delete the letters to these addresses, in small letters, also those that wait; how many they were."""
    letters = OutboxMail.objects.filter(
        RawSQL(
            'EXISTS (SELECT FROM jsonb_array_elements_text("to") AS it WHERE lower(it) = ANY(%s))',
            [[*addresses]],
            BooleanField(),
        )
    )
    return letters.delete()[0]


@transaction.atomic
def _deliver_next() -> str | None:
    """The state in which one due letter was left; None when there is none, or the server takes none at present.

    The row stays locked while the server is spoken to, so that no other worker sends the same letter.
    """
    due = OutboxMail.objects.filter(state=MailState.WAITING, next_attempt_at__lte=timezone.now())
    mail = due.order_by("next_attempt_at", "id").select_for_update(skip_locked=True).first()
    if mail is None:
        return None
    mail.attempts += 1
    try:
        message_from(mail, get_connection(settings.MAIL_TRANSPORT)).send()
    except SMTPRecipientsRefused as refusal:
        _note_failure(mail, refusal, is_final=_is_permanent(refusal))
        return mail.state
    except Exception as error:  # whatever a transport raises, the letter must stay
        _note_failure(mail, error, is_final=False)
        return None if _is_servers(error) else mail.state
    mail.state, mail.sent_at, mail.problem = MailState.SENT, timezone.now(), ""
    mail.save(update_fields=["state", "attempts", "sent_at", "problem"])
    return mail.state


def _note_failure(mail: OutboxMail, error: Exception, *, is_final: bool) -> None:
    """Only the kind of error is kept: a server's words quote addresses."""
    if is_final or mail.attempts >= ATTEMPTS_ALLOWED:
        mail.state = MailState.FAILED
    mail.problem = type(error).__name__
    mail.next_attempt_at = timezone.now() + min(FIRST_WAIT * 2 ** (mail.attempts - 1), LONGEST_WAIT)
    mail.save(update_fields=["state", "attempts", "problem", "next_attempt_at"])
    logger.warning("Mail %s was not delivered at attempt %s: %s", mail.pk, mail.attempts, mail.problem)


def _is_permanent(refusal: SMTPRecipientsRefused) -> bool:
    return all(code >= PERMANENT for code, _words in refusal.recipients.values())


def _is_servers(error: Exception) -> bool:
    """True where no letter would fare better at present: smtplib's errors and the network's are all OSErrors."""
    return isinstance(error, OSError) and not isinstance(error, SMTPResponseException)
