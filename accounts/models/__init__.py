from accounts.models.organisation import Membership, Organisation
from accounts.models.stakeholder_group import StakeholderGroup
from accounts.models.user import User

__all__ = ["Membership", "Organisation", "StakeholderGroup", "User"]
