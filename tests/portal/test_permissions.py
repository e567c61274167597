import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.enums import SiteRole
from accounts.models import User
from portal.permissions import can_edit_site_pages, can_read_problem_reports


@pytest.mark.parametrize("rule", [can_edit_site_pages, can_read_problem_reports])
@pytest.mark.parametrize(
    ("user", "allowed"),
    [
        (AnonymousUser(), False),
        (User(pk=1), False),
        (User(pk=2, site_role=SiteRole.ADMINISTRATOR), True),
        (User(pk=3, site_role=SiteRole.ADMINISTRATOR, is_active=False), False),
    ],
)
def test_administrators_alone_see_to_the_site(rule, user, allowed):
    assert rule(user) is allowed
