import pytest
from django.core.management import CommandError, call_command

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_djangos_own_way_to_an_administrator_leads_to_the_one_that_is_on_record():
    with pytest.raises(CommandError, match="make_administrator"):
        call_command("createsuperuser")

    assert not User.objects.exists()
