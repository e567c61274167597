import pytest
from django.core import mail

from accounts.models import User
from common.errors import NotAllowed
from common.models import AuditEntry
from portal.enums import ProblemState
from portal.models import ProblemReport
from portal.services.problem_report import report_problem, settle_problem
from tests.factories import AdministratorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_report_is_stored_and_written_to_the_contact_address_and_each_administrator(settings):
    settings.CONTACT_EMAIL = "secretariat@example.org"
    AdministratorFactory(email="ada@example.org")
    gone = AdministratorFactory(email="gone@example.org")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    person = UserFactory()

    report = report_problem(by=person, what="The button does nothing.", page="/c/x/", email="me@example.org")

    assert ProblemReport.objects.get() == report
    assert report.by == person
    assert [letter.to for letter in mail.outbox] == [["secretariat@example.org"], ["ada@example.org"]]
    assert {letter.extra_headers["Reply-To"] for letter in mail.outbox} == {"me@example.org"}
    assert "The button does nothing." in mail.outbox[0].body
    assert "/c/x/" in mail.outbox[0].body


def test_an_administrator_at_the_contact_address_gets_one_letter(settings):
    settings.CONTACT_EMAIL = AdministratorFactory().email

    report_problem(by=None, what="The button does nothing.")

    assert len(mail.outbox) == 1
    assert "Reply-To" not in mail.outbox[0].extra_headers


def test_what_is_done_is_on_record_with_who_and_when_and_can_be_opened_again():
    first, second = AdministratorFactory(), AdministratorFactory()
    report = report_problem(by=None, what="The button does nothing.")

    settle_problem(by=first, report=report, state=ProblemState.DONE)
    done = settle_problem(by=second, report=report, state=ProblemState.DONE)
    assert (done.state, done.done_by) == (ProblemState.DONE, first)
    assert done.done_at is not None

    again = settle_problem(by=second, report=report, state=ProblemState.OPEN)
    assert (again.state, again.done_by, again.done_at) == (ProblemState.OPEN, None, None)
    entries = AuditEntry.objects.order_by("pk").values_list("verb", "actor_id", "before", "after")
    assert list(entries)[1:] == [
        ("finished", first.pk, {"state": "open"}, {"state": "done"}),
        ("changed", second.pk, {"state": "done"}, {"state": "open"}),
    ]


def test_only_administrators_say_that_a_problem_is_done():
    report = report_problem(by=None, what="The button does nothing.")

    with pytest.raises(NotAllowed):
        settle_problem(by=UserFactory(), report=report, state=ProblemState.DONE)
    report.refresh_from_db()
    assert report.state == ProblemState.OPEN
