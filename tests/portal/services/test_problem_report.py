import pytest
from django.core import mail

from accounts.models import User
from portal.models import ProblemReport
from portal.services.problem_report import report_problem
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
