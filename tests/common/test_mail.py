import pytest
from celery import current_app
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction

from common.enums import MailState
from common.models import OutboxMail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "common.mail.OutboxBackend"


def write(subject="Your code", text="123 456", to=("ann@example.org",), **options):
    return send_mail(subject, text, "comity@example.org", list(to), **options)


def test_a_letter_is_a_row_that_waits():
    assert write(html_message="<p>123 456</p>") == 1

    mail = OutboxMail.objects.get()
    assert (mail.state, mail.attempts) == (MailState.WAITING, 0)
    assert (mail.to, mail.subject, mail.text, mail.html, mail.from_email) == (
        ["ann@example.org"],
        "Your code",
        "123 456",
        "<p>123 456</p>",
        "comity@example.org",
    )


def test_a_letter_goes_with_the_transaction_that_wrote_it():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert OutboxMail.objects.count() == 0


def test_each_letter_has_a_message_id_from_the_start_and_keeps_its_headers():
    message = EmailMessage("s", "t", "a@example.org", ["b@example.org"], headers={"List-Id": "comity"})
    message.send()
    message.send()

    first, second = OutboxMail.objects.order_by("id")
    assert first.headers["List-Id"] == "comity"
    assert first.headers["Message-ID"].startswith("<")
    assert first.headers["Message-ID"] == second.headers["Message-ID"]


def test_delivery_is_woken_after_the_commit(monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **options: sent.append(name))
    with django_capture_on_commit_callbacks() as callbacks:
        write()
    assert sent == []

    for callback in callbacks:
        callback()

    assert sent == ["common.deliver_mail"]


def test_a_line_break_in_the_subject_is_refused_and_nothing_stored():
    with pytest.raises(BadHeaderError):
        write(subject="one\nBcc: everybody@example.org")

    assert OutboxMail.objects.count() == 0


@pytest.mark.parametrize("copies", [{"cc": ["c@example.org"]}, {"bcc": ["c@example.org"]}])
def test_copies_are_refused(copies):
    with pytest.raises(ValueError, match="without copies"):
        EmailMultiAlternatives("s", "t", "a@example.org", ["b@example.org"], **copies).send()


def test_a_letter_to_nobody_is_not_written():
    assert write(to=()) == 0
    assert OutboxMail.objects.count() == 0
