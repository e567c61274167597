"""Who may do what with digests."""

from accounts.models import User
from consultations.models import Consultation
from consultations.permissions import is_team


def can_make_digest(user: User, consultation: Consultation) -> bool:
    """The consultation's team: moderators and editors, and administrators."""
    return is_team(user, consultation)
