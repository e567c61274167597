import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command

from common.models import AuditEntry
from tests.factories import AdministratorFactory

pytestmark = pytest.mark.django_db


def test_the_operator_helps_the_only_administrator(mailoutbox):
    person = AdministratorFactory(email="ada@example.org")
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")

    call_command("reset_second_factor", " Ada@example.org", reason="Came by.")

    assert not Authenticator.objects.exists()
    assert [letter.to for letter in mailoutbox] == [["ada@example.org"]]
    assert AuditEntry.objects.values_list("actor_id", "reason").get() == (None, "Came by.")


@pytest.mark.parametrize("address", ["nobody@example.org", "ada@example.org"])
def test_nobody_and_nothing_are_refused(address):
    AdministratorFactory(email="ada@example.org")

    with pytest.raises(CommandError):
        call_command("reset_second_factor", address, reason="Came by.")
