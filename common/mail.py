"""The way of every letter: written into the outbox in the transaction of its change, delivered later by a task."""

from collections.abc import Sequence
from email.utils import make_msgid
from typing import Any

from celery import current_app
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.utils import DNS_NAME
from django.db import transaction
from kombu.exceptions import OperationalError

from common.models import OutboxMail


class OutboxBackend(BaseEmailBackend):
    """Django's `send_mail` writes a row: a letter exists exactly when the change that it speaks of does."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [_row(message) for message in email_messages if message.recipients()]
        OutboxMail.objects.bulk_create(rows)
        if rows:
            transaction.on_commit(_wake_delivery, robust=True)
        return len(rows)


def message_from(mail: OutboxMail, connection: Any) -> EmailMessage:
    """The letter of a row, the same at each attempt: its Message-ID was fixed when it was written."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=mail.from_email,
        to=mail.to,
        headers=mail.headers,
        connection=connection,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _row(message: EmailMessage) -> OutboxMail:
    """Refuses, before anything is stored, what could not be sent: line breaks in headers, copies, attachments."""
    if message.attachments or message.cc or message.bcc:
        raise ValueError("The outbox carries letters to their readers, without copies and attachments.")
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    headers.setdefault("Message-ID", make_msgid(domain=str(DNS_NAME)))
    message.extra_headers = headers
    message.message()
    return OutboxMail(
        to=list(message.to),
        subject=str(message.subject),
        text=str(message.body),
        html=_html(message),
        headers=headers,
        from_email=message.from_email,
    )


def _html(message: EmailMessage) -> str:
    alternatives = getattr(message, "alternatives", [])
    return next((str(content) for content, media_type in alternatives if media_type == "text/html"), "")


def _wake_delivery() -> None:
    """A letter should not wait for the clock; without a broker it does, and nothing else happens."""
    try:
        current_app.send_task("common.deliver_mail", retry=False)
    except (OperationalError, OSError):
        return
