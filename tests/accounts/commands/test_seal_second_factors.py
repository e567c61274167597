import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command

from accounts.sealing import is_sealed_by
from tests.accounts.keys import NEW, OLD
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def app():
    TOTP.activate(UserFactory(), "JBSWY3DPEHPK3PXP")


def stored() -> str:
    return Authenticator.objects.get().data["secret"]


def test_what_is_stored_is_sealed_by_the_first_key(settings, capsys):
    settings.SECOND_FACTOR_KEYS = [NEW, OLD]

    call_command("seal_second_factors")

    assert is_sealed_by(stored(), NEW)
    assert capsys.readouterr().out.startswith("1 encrypted anew")


def test_without_a_key_and_with_a_lost_one_it_says_what_to_do(settings):
    with pytest.raises(CommandError, match="SECOND_FACTOR_KEYS is empty"):
        call_command("seal_second_factors")

    settings.SECOND_FACTOR_KEYS = [OLD]
    call_command("seal_second_factors")
    settings.SECOND_FACTOR_KEYS = [NEW]
    with pytest.raises(CommandError, match="Put the earlier key behind the others"):
        call_command("seal_second_factors")
    assert is_sealed_by(stored(), OLD)
