import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.enums import MembershipState, OrganisationState, SiteRole
from accounts.models import Invitation, Membership, Organisation, User
from accounts.permissions import (
    can_administer,
    can_change_standing,
    can_edit_profile,
    can_end_membership,
    can_speak_for,
    can_withdraw_invitation,
    signed_in,
)
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


KNOWN, ASKED_FOR = Organisation(state=OrganisationState.KNOWN), Organisation(state=OrganisationState.ASKED)
CLOSED_MEMBER = User(pk=5, is_active=False)


@pytest.mark.parametrize(
    ("by", "state", "organisation", "speaks", "ends"),
    [
        (MEMBER, MembershipState.ACTIVE, KNOWN, True, True),
        (MEMBER, MembershipState.ASKED, KNOWN, False, True),
        (MEMBER, MembershipState.ENDED, KNOWN, False, True),
        (MEMBER, MembershipState.ACTIVE, ASKED_FOR, False, True),
        (OTHER, MembershipState.ACTIVE, KNOWN, False, False),
        (ADMINISTRATOR, MembershipState.ACTIVE, KNOWN, False, True),
        (CLOSED, MembershipState.ACTIVE, KNOWN, False, False),
    ],
)
def test_who_speaks_for_an_organisation_and_who_ends_that(by, state, organisation, speaks, ends):
    membership = Membership(user=MEMBER, state=state, organisation=organisation)

    assert can_speak_for(by, membership) is speaks
    assert can_end_membership(by, membership) is ends


def test_a_closed_account_speaks_for_nobody():
    membership = Membership(user=CLOSED_MEMBER, state=MembershipState.ACTIVE, organisation=KNOWN)

    assert can_speak_for(CLOSED_MEMBER, membership) is False
    assert can_end_membership(CLOSED_MEMBER, membership) is False


@pytest.mark.parametrize(("by", "allowed"), [(MEMBER, True), (OTHER, False), (ADMINISTRATOR, True), (CLOSED, False)])
def test_who_withdraws_an_invitation(by, allowed):
    assert can_withdraw_invitation(by, Invitation(invited_by=MEMBER)) is allowed
