"""A dead mail server loses nothing and sends nothing twice."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from threading import Thread

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.utils import timezone

from common.enums import MailState
from common.models import OutboxMail
from common.services.outbox import (
    ATTEMPTS_ALLOWED,
    BODY_KEPT,
    FIRST_WAIT,
    LETTER_KEPT,
    LONGEST_WAIT,
    deliver_due,
    forget_bodies,
    forget_letters_to,
)

pytestmark = pytest.mark.django_db


class Refusing(BaseEmailBackend):
    """A server that answers each letter with the error set here."""

    error: Exception = ConnectionRefusedError()
    asked = 0

    def send_messages(self, email_messages):
        type(self).asked += 1
        raise self.error


@pytest.fixture(autouse=True)
def server(settings):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    return django_mail.outbox


@pytest.fixture
def refuse(settings, monkeypatch):
    def with_error(error):
        settings.MAIL_TRANSPORT = f"{__name__}.Refusing"
        monkeypatch.setattr(Refusing, "error", error)
        monkeypatch.setattr(Refusing, "asked", 0)

    return with_error


def letter(**fields):
    return OutboxMail.objects.create(
        **{
            "to": ["ann@example.org"],
            "subject": "Your code",
            "text": "123 456",
            "html": "<p>123 456</p>",
            "headers": {"Message-ID": "<1@example.org>"},
            "from_email": "comity@example.org",
            **fields,
        }
    )


def test_a_due_letter_is_sent_once_whole_and_noted(server):
    mail = letter()

    assert [deliver_due(), deliver_due()] == [1, 0]

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.sent_at is None) == (MailState.SENT, 1, False)
    (message,) = server
    assert (message.to, message.subject, message.body) == (["ann@example.org"], "Your code", "123 456")
    assert message.alternatives[0].content == "<p>123 456</p>"
    assert message.message()["Message-ID"] == "<1@example.org>"


def test_letters_go_out_oldest_first(server):
    now = timezone.now()
    letter(subject="second", next_attempt_at=now - timedelta(minutes=1))
    letter(subject="first", next_attempt_at=now - timedelta(minutes=2))
    letter(subject="not yet", next_attempt_at=now + timedelta(minutes=2))

    assert deliver_due() == 2
    assert [message.subject for message in server] == ["first", "second"]


def test_a_dead_server_is_asked_once_a_run_and_every_letter_stays(refuse):
    mails = [letter(), letter(), letter()]
    refuse(ConnectionRefusedError())

    assert deliver_due() == 0

    assert Refusing.asked == 1
    assert {mail.state for mail in OutboxMail.objects.all()} == {MailState.WAITING}
    mails[0].refresh_from_db()
    assert (mails[0].attempts, mails[0].problem) == (1, "ConnectionRefusedError")


def test_the_letter_goes_out_when_the_server_is_back(refuse, settings, server):
    mail = letter()
    refuse(SMTPServerDisconnected("gone"))
    deliver_due()
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver_due() == 0

    OutboxMail.objects.update(next_attempt_at=timezone.now())

    assert deliver_due() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.problem, len(server)) == (MailState.SENT, 2, "", 1)


@pytest.mark.parametrize(
    ("attempts", "wait"),
    [(0, FIRST_WAIT), (1, 2 * FIRST_WAIT), (3, 8 * FIRST_WAIT), (12, LONGEST_WAIT)],
)
def test_the_wait_doubles_up_to_a_limit(refuse, attempts, wait):
    mail = letter(attempts=attempts)
    refuse(ConnectionRefusedError())

    deliver_due()

    mail.refresh_from_db()
    assert abs(mail.next_attempt_at - timezone.now() - wait) < timedelta(seconds=30)


def test_after_the_last_attempt_the_letter_has_failed(refuse):
    mail = letter(attempts=ATTEMPTS_ALLOWED - 1)
    refuse(ConnectionRefusedError())

    deliver_due()

    mail.refresh_from_db()
    assert mail.state == MailState.FAILED


@pytest.mark.parametrize(("code", "state"), [(550, MailState.FAILED), (450, MailState.WAITING)])
def test_an_address_that_does_not_exist_is_not_tried_again_and_not_written_down(refuse, code, state):
    mail = letter()
    refuse(SMTPRecipientsRefused({"ann@example.org": (code, b"no ann@example.org here")}))

    deliver_due()

    mail.refresh_from_db()
    assert (mail.state, mail.problem) == (state, "SMTPRecipientsRefused")


def test_a_letter_that_the_server_dislikes_does_not_hold_up_the_others(refuse):
    letter()
    letter()
    refuse(SMTPDataError(451, b"later"))

    deliver_due()

    assert Refusing.asked == 2


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_another_worker_is_sending_is_left_to_it(server):
    held = letter()
    letter(subject="free")
    sent = []

    def other_worker():
        sent.append(deliver_due())
        connection.close()

    with transaction.atomic():
        OutboxMail.objects.select_for_update().get(pk=held.pk)
        worker = Thread(target=other_worker)
        worker.start()
        worker.join(20)

    assert sent == [1]
    assert [message.subject for message in server] == ["free"]


@pytest.mark.parametrize(
    ("state", "age", "text"),
    [
        (MailState.SENT, BODY_KEPT + timedelta(hours=1), ""),
        (MailState.FAILED, BODY_KEPT + timedelta(hours=1), ""),
        (MailState.SENT, BODY_KEPT - timedelta(hours=1), "123 456"),
        (MailState.WAITING, BODY_KEPT + timedelta(hours=1), "123 456"),
    ],
)
def test_the_words_of_letters_that_ended_are_dropped_after_a_week(state, age, text):
    mail = letter(state=state, created_at=timezone.now() - age)

    forget_bodies()

    mail.refresh_from_db()
    assert (mail.text, mail.subject) == (text, "Your code")
    assert bool(mail.html) == bool(text)


@pytest.mark.parametrize(
    ("state", "age", "is_kept"),
    [
        (MailState.SENT, LETTER_KEPT + timedelta(hours=1), False),
        (MailState.FAILED, LETTER_KEPT + timedelta(hours=1), False),
        (MailState.SENT, LETTER_KEPT - timedelta(hours=1), True),
        (MailState.WAITING, LETTER_KEPT + timedelta(hours=1), True),
    ],
)
def test_letters_that_ended_are_forgotten_after_three_months(state, age, is_kept):
    letter(state=state, created_at=timezone.now() - age)

    forget_bodies()

    assert OutboxMail.objects.exists() is is_kept


def test_the_letters_to_somebody_go_and_nobody_elses():
    for to in (
        ["Amina@Example.org"],
        ["b@example.org", "amina@example.org"],
        ["xamina@example.org"],
        ["b@example.org"],
    ):
        letter(to=to)

    assert forget_letters_to({"amina@example.org"}) == 2

    assert [it.to for it in OutboxMail.objects.order_by("pk")] == [["xamina@example.org"], ["b@example.org"]]
