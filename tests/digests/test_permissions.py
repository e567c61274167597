import pytest

from digests.permissions import can_make_digest
from tests.scenes import open_consultation, people_by_role


@pytest.mark.django_db
def test_who_may_read_everything_makes_digests():
    consultation = open_consultation().consultation
    people = people_by_role(consultation)

    assert {name: can_make_digest(user, consultation) for name, user in vars(people).items()} == {
        "stakeholder": False,
        "moderator_elsewhere": False,
        "observer": False,
        "analyst": True,
        "moderator": True,
        "editor": True,
        "administrator": True,
    }
