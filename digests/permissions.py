"""Who may do what with digests."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from consultations.models import Consultation
from consultations.permissions import can_read_everything, is_moderator
from digests.models import Digest


def can_make_digest(user: User | AnonymousUser, consultation: Consultation) -> bool:
    """Whoever may read everything: a digest shows it and changes nothing."""
    return can_read_everything(user, consultation)


def can_change_digest(user: User | AnonymousUser, digest: Digest) -> bool:
    """Stopping it and making it again: who ordered it, as long as they may order one, and moderators and above."""
    own = user.is_authenticated and digest.by_id == user.pk and can_make_digest(user, digest.consultation)
    return own or is_moderator(user, digest.consultation)
