import pytest

from digests.permissions import can_make_digest
from tests.scenes import open_consultation, people_by_role


@pytest.mark.django_db
def test_the_team_and_administrators_make_digests():
    consultation = open_consultation().consultation
    people = people_by_role(consultation)

    assert {name: can_make_digest(user, consultation) for name, user in vars(people).items()} == {
        "stakeholder": False,
        "moderator_elsewhere": False,
        "moderator": True,
        "editor": True,
        "administrator": True,
    }
