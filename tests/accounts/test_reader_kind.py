import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.reader_kind import ReaderKind
from common.prepared import Given
from tests.factories import AdministratorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_readers_are_visitors_people_or_administrators():
    readers = [AnonymousUser(), UserFactory(), AdministratorFactory(), AdministratorFactory(is_active=False)]

    assert [ReaderKind.of(user).value for user in readers] == ["visitor", "person", "administrator", "person"]


@pytest.mark.parametrize("kind", ReaderKind)
def test_who_stands_for_a_kind_is_of_that_kind(kind):
    assert ReaderKind.of(kind.anyone) is kind


def test_who_stands_for_people_has_a_key_that_is_given():
    assert isinstance(ReaderKind.PERSON.anyone.pk, Given)
