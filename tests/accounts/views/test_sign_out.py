import pytest
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
WHAT = "Clear-Site-Data"


def test_the_browser_of_whoever_signs_out_forgets_what_was_typed_in_it(client):
    client.force_login(UserFactory())

    assert WHAT not in client.get(reverse("account_logout")).headers
    answer = client.post(reverse("account_logout"))

    assert answer.headers[WHAT] == '"storage"'
    assert "_auth_user_id" not in client.session


def test_a_guest_who_has_nothing_to_sign_out_of_keeps_what_was_typed(client):
    assert WHAT not in client.get(reverse("account_logout")).headers
    assert WHAT not in client.post(reverse("account_logout")).headers
