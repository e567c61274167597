import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from common.enums import Verb
from common.models import AuditEntry
from common.services.audit import record, record_each
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def run(statement, *, allow_truncate):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('comity.allow_truncate', %s, true)", [allow_truncate])
        cursor.execute(statement)


def test_a_row_says_who_did_what_to_which_row_and_why():
    editor, subject = UserFactory(), UserFactory()

    entry = record(by=editor, verb=Verb.CHANGED, subject=subject, before=1, after={"a": 2}, reason="asked")

    entry.refresh_from_db()
    assert (entry.actor_id, entry.verb, entry.subject_type, entry.subject_id) == (
        editor.pk,
        Verb.CHANGED,
        "accounts.user",
        subject.pk,
    )
    assert (entry.before, entry.after, entry.reason) == (1, {"a": 2}, "asked")


def test_instants_can_be_recorded():
    subject = UserFactory()

    entry = record(by=None, verb=Verb.CHANGED, subject=subject, after=subject.joined_at)

    entry.refresh_from_db()
    assert entry.after.startswith(subject.joined_at.strftime("%Y-%m-%dT%H:%M:%S"))


def test_many_subjects_get_a_row_each_in_one_statement(django_assert_num_queries):
    subjects = UserFactory.create_batch(3)

    with django_assert_num_queries(1):
        record_each(by=None, verb=Verb.IMPORTED, subjects=subjects)

    assert set(AuditEntry.objects.values_list("subject_id", flat=True)) == {subject.pk for subject in subjects}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE common_auditentry SET reason = 'other'",
        "DELETE FROM common_auditentry",
        "TRUNCATE common_auditentry",
    ],
)
def test_the_database_refuses_to_change_what_is_recorded(statement):
    record(by=None, verb=Verb.CREATED, subject=UserFactory())

    with pytest.raises(IntegrityError, match="append-only"):
        run(statement, allow_truncate="off")

    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize("statement", ["UPDATE common_auditentry SET reason = 'x'", "DELETE FROM common_auditentry"])
def test_the_door_for_test_databases_lets_no_row_be_changed(statement):
    record(by=None, verb=Verb.CREATED, subject=UserFactory())

    with pytest.raises(IntegrityError, match="append-only"):
        run(statement, allow_truncate="on")


def test_a_test_database_can_be_emptied():
    record(by=None, verb=Verb.CREATED, subject=UserFactory())

    run("TRUNCATE common_auditentry", allow_truncate="on")

    assert AuditEntry.objects.count() == 0


def test_a_row_outside_a_transaction_is_refused(monkeypatch):
    subject = UserFactory()
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)

    with pytest.raises(TransactionManagementError):
        record(by=None, verb=Verb.CREATED, subject=subject)
