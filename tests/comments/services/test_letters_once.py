"""Letters about one's comments: what they cost, and that each thing is told once whoever looks, and whatever fails."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from comments.models import CommentNotice, UntoldEntry
from comments.services.comment_notice import find_notices
from common.enums import MailState
from common.models import OutboxMail
from common.services.outbox import deliver_due
from tests.comments.letters.people import to, without_receipts, written
from tests.factories import UserFactory
from tests.scenes import comment, open_consultation, reply

pytestmark = [pytest.mark.usefixtures("outbox"), pytest.mark.django_db]


@pytest.fixture
def amina():
    amina = UserFactory(email="amina@example.org")
    without_receipts(amina)
    return amina


@pytest.fixture
def boris():
    boris = UserFactory(email="boris@example.org", name="Boris")
    without_receipts(boris)
    return boris


def test_a_letter_that_cannot_be_written_stops_no_other(scene, amina, boris, caplog):
    reply(comment(scene, by=amina), by=boris)
    reply(comment(scene, by=boris), by=amina)
    type(amina).objects.filter(pk=amina.pk).update(email="amina@example.org\nBcc: all@example.org")

    letters = written()

    assert [it.to for it in letters] == [["boris@example.org"]]
    assert "was not written" in caplog.text
    assert CommentNotice.objects.waiting().get().due_at > timezone.now()


def test_who_is_replied_to_all_day_gets_five_letters_an_hour_and_nothing_is_missing(scene, amina, boris):
    mine, start = comment(scene, by=amina), timezone.now()
    letters = []
    for minute in range(12):
        reply(mine, by=boris, body=f"Reply of minute {minute}.")
        letters += to(amina, written(at=start + timedelta(minutes=minute + 1)))
    assert len(letters) == 5

    letters += to(amina, written(at=start + timedelta(minutes=60)))
    assert len(letters) == 5
    letters += to(amina, written(at=start + timedelta(minutes=61)))

    assert [it.subject for it in letters[4:]] == [
        "A reply to you on the whole draft",
        "News of your comments: 7 replies",
    ]
    assert to(amina, written(at=start + timedelta(hours=3))) == []


def test_a_receipt_does_not_wait_for_news(scene, boris):
    chatty, start = UserFactory(), timezone.now()
    mine = comment(scene, by=chatty)
    for minute in range(7):
        reply(mine, by=boris)
        written(at=start + timedelta(minutes=minute + 1))

    comment(scene, by=chatty)

    assert [it.subject for it in to(chatty, written(at=start + timedelta(minutes=9)))] == [
        "Receipt: your comment on the whole draft"
    ]


def test_a_mail_server_that_is_down_delays_a_letter_and_loses_and_doubles_none(scene, amina, boris, settings):
    reply(comment(scene, by=amina), by=boris)
    written()
    settings.MAIL_TRANSPORT = "tests.comments.letters.people.DeadTransport"
    assert deliver_due() == 0
    written()

    letter = OutboxMail.objects.get(to=[amina.email])
    assert (letter.state, letter.attempts) == (MailState.WAITING, 1)

    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    OutboxMail.objects.update(next_attempt_at=timezone.now())
    deliver_due()
    deliver_due()

    assert [it.to for it in mail.outbox if it.to == [amina.email]] == [[amina.email]]
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("count", [1, 3])
def test_looking_costs_the_same_for_one_thing_and_for_three(scene, amina, boris, count, django_assert_num_queries):
    mine = comment(scene, by=amina)
    for _ in range(count):
        reply(mine, by=boris)

    with django_assert_num_queries(13):
        find_notices()


@pytest.mark.parametrize("count", [1, 3])
def test_each_letter_costs_the_same_however_many_there_are_and_whatever_it_tells(
    scene, boris, count, django_assert_num_queries
):
    for _ in range(count):
        person = UserFactory()
        without_receipts(person)
        for _each in range(count):
            reply(comment(scene, by=person, provision=scene.provisions[0]), by=boris)
    find_notices()

    with django_assert_num_queries(6 + 13 * count):
        letters = written()

    assert len(letters) == count


def at_once(*calls):
    def one(call):
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


@pytest.mark.django_db(transaction=True)
def test_however_many_look_at_once_each_thing_is_told_once(scene, boris):
    people = [UserFactory() for _ in range(10)]
    without_receipts(*people)
    for person in people:
        reply(comment(scene, by=person), by=boris)

    at_once(*[written] * 4)

    assert sorted(it.to[0] for it in OutboxMail.objects.all()) == sorted(person.email for person in people)
    assert not UntoldEntry.objects.exists()
    assert not CommentNotice.objects.waiting().exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_late_is_found_though_others_were_looked_at_before(scene, amina, boris):
    """Keys are drawn in one order and committed in another."""
    mine, elsewhere = comment(scene, by=amina), comment(open_consultation(), by=boris)

    def meanwhile():
        try:
            reply(elsewhere, by=UserFactory())
            return written()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        reply(mine, by=boris, body="Drawn first, committed last.")
        told_meanwhile = pool.submit(meanwhile).result()

    assert len(to(boris, told_meanwhile)) == 1
    assert to(amina, told_meanwhile) == []
    assert "Drawn first" in to(amina, written())[0].text
