import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.enums import SiteRole
from accounts.models import User
from accounts.permissions import can_administer, can_change_standing, can_edit_profile, signed_in
from common.errors import NotAllowed

MEMBER = User(pk=1)
OTHER = User(pk=2)
ADMINISTRATOR = User(pk=3, site_role=SiteRole.ADMINISTRATOR)
CLOSED = User(pk=4, site_role=SiteRole.ADMINISTRATOR, is_active=False)


@pytest.mark.parametrize(
    ("rule", "by", "user", "allowed"),
    [
        (can_edit_profile, MEMBER, MEMBER, True),
        (can_edit_profile, MEMBER, OTHER, False),
        (can_edit_profile, ADMINISTRATOR, MEMBER, False),
        (can_edit_profile, CLOSED, CLOSED, False),
        (can_change_standing, MEMBER, OTHER, False),
        (can_change_standing, ADMINISTRATOR, MEMBER, True),
        (can_change_standing, ADMINISTRATOR, ADMINISTRATOR, False),
        (can_change_standing, CLOSED, MEMBER, False),
    ],
)
def test_who_may_change_whom(rule, by, user, allowed):
    assert rule(by, user) is allowed


@pytest.mark.parametrize(("by", "allowed"), [(MEMBER, False), (ADMINISTRATOR, True), (CLOSED, False)])
def test_who_administers(by, allowed):
    assert can_administer(by) is allowed


def test_a_visitor_is_nobody():
    assert signed_in(MEMBER) is MEMBER
    with pytest.raises(NotAllowed):
        signed_in(AnonymousUser())
