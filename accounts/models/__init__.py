from accounts.models.invitation import Invitation, InvitationRefusal, UnreachableAddress
from accounts.models.membership import Membership
from accounts.models.organisation import Organisation
from accounts.models.regional_grouping import RegionalGrouping
from accounts.models.stakeholder_group import StakeholderGroup
from accounts.models.user import User

__all__ = [
    "Invitation",
    "InvitationRefusal",
    "Membership",
    "Organisation",
    "RegionalGrouping",
    "StakeholderGroup",
    "UnreachableAddress",
    "User",
]
