"""Who may change whom among accounts. Pure functions of rows that are already loaded."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from accounts.enums import MembershipState, OrganisationState
from accounts.models import Invitation, Membership, User
from common.errors import NotAllowed


def signed_in(user: User | AnonymousUser) -> User:
    """The person behind a request. Raises NotAllowed for a visitor, whom such pages send to sign-in before."""
    if isinstance(user, User):
        return user
    raise NotAllowed(_("do this without signing in"))


def can_edit_profile(by: User, user: User) -> bool:
    """One's own profile only: nobody says for somebody else who they are."""
    return by.is_active and by.pk == user.pk


def can_administer(by: User) -> bool:
    """Administrators: site roles, stakeholder groups, organisations, closing accounts."""
    return by.is_administrator


def can_keep_lists(by: User) -> bool:
    """Administrators: stakeholder groups, regional groupings, dispositions, reasons of moderation."""
    return by.is_administrator


def can_change_standing(by: User, user: User) -> bool:
    """Site role and closing of another's account. Not one's own, lest the last administrator goes."""
    return by.is_administrator and by.pk != user.pk


def can_ask_for_organisations(by: User) -> bool:
    """Everybody whose account is open and who has said who they are."""
    return by.is_active and by.profile_completed_at is not None


def can_speak_for(by: User, membership: Membership) -> bool:
    """Whose own membership is active, of an organisation that the secretariat knows. It also lets one invite others."""
    return (
        by.is_active
        and membership.user_id == by.pk
        and membership.state == MembershipState.ACTIVE
        and membership.organisation.state == OrganisationState.KNOWN
    )


def can_end_membership(by: User, membership: Membership) -> bool:
    """One's own, and administrators anybody's."""
    return by.is_administrator or (by.is_active and membership.user_id == by.pk)


def can_withdraw_invitation(by: User, invitation: Invitation) -> bool:
    """Who sent it, and administrators."""
    return by.is_administrator or (by.is_active and invitation.invited_by_id == by.pk)
