from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_first_administrator_is_made_by_the_operator():
    user = UserFactory(email="wanjiru@example.org")
    out = StringIO()

    call_command("make_administrator", "Wanjiru@Example.org", stdout=out)

    user.refresh_from_db()
    assert user.is_administrator
    assert out.getvalue() == "wanjiru@example.org is an administrator.\n"


@pytest.mark.parametrize("active", [True, False])
def test_who_has_no_open_account_is_not(active):
    UserFactory(email="closed@example.org", is_active=False)
    email = "nobody@example.org" if active else "closed@example.org"

    with pytest.raises(CommandError, match="Sign up first"):
        call_command("make_administrator", email)
