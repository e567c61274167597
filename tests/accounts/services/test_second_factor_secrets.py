"""What the database holds of second factors is sealed, by the first key, once and for all."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from accounts.sealing import MARK, Unreadable, is_sealed_by
from accounts.services.second_factor_secrets import seal_secrets
from tests.accounts.keys import NEW, OLD
from tests.factories import UserFactory
from tests.signing_in import totp_code

pytestmark = pytest.mark.django_db
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def person():
    """An app, recovery codes and a passkey, from before there was a key."""
    person = UserFactory()
    TOTP.activate(person, SEED)
    RecoveryCodes.activate(person)
    Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop"})
    return person


def app(person):
    return Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)


def codes(person):
    return Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES)


def secrets(person):
    return [app(person).data["secret"], codes(person).data["seed"]]


def test_a_new_factor_is_stored_sealed(settings):
    settings.SECOND_FACTOR_KEYS = [NEW]
    person = UserFactory()
    TOTP.activate(person, SEED)
    RecoveryCodes.activate(person)

    assert [it.startswith(MARK) for it in secrets(person)] == [True, True]
    assert app(person).wrap().validate_code(totp_code(SEED))
    assert codes(person).wrap().validate_code(codes(person).wrap().get_unused_codes()[0])


def test_what_is_there_is_read_as_it_is_and_then_sealed_without_a_change_to_its_people(person, settings):
    settings.SECOND_FACTOR_KEYS = [NEW]
    before = codes(person).wrap().get_unused_codes()
    assert app(person).wrap().validate_code(totp_code(SEED))

    assert seal_secrets(keys=[NEW]) == 2

    assert [is_sealed_by(it, NEW) for it in secrets(person)] == [True, True]
    assert codes(person).wrap().get_unused_codes() == before
    assert seal_secrets(keys=[NEW]) == 0


def test_used_codes_stay_used(person, settings):
    settings.SECOND_FACTOR_KEYS = [NEW]
    used = codes(person).wrap().get_unused_codes()[0]
    assert codes(person).wrap().validate_code(used)

    seal_secrets(keys=[NEW])

    assert not codes(person).wrap().validate_code(used)


def test_a_key_is_exchanged(person, settings):
    seal_secrets(keys=[OLD])

    assert seal_secrets(keys=[NEW, OLD]) == 2

    settings.SECOND_FACTOR_KEYS = [NEW]
    assert [is_sealed_by(it, NEW) for it in secrets(person)] == [True, True]
    assert app(person).wrap().validate_code(totp_code(SEED))


def test_codes_brought_from_elsewhere_are_sealed_one_by_one(person, settings):
    settings.SECOND_FACTOR_KEYS = [NEW]
    Authenticator.objects.filter(pk=codes(person).pk).update(data={"migrated_codes": ["11111111", "22222222"]})

    seal_secrets(keys=[NEW])

    assert [is_sealed_by(it, NEW) for it in codes(person).data["migrated_codes"]] == [True, True]
    assert codes(person).wrap().get_unused_codes() == ["11111111", "22222222"]


def test_what_a_lost_key_has_sealed_stays_as_it_is(person):
    seal_secrets(keys=[OLD])
    before = secrets(person)

    with pytest.raises(Unreadable):
        seal_secrets(keys=[NEW])

    assert secrets(person) == before
