"""The way into every page of the desk."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import NotAllowed
from consultations.models import Consultation
from consultations.permissions import can_open_desk


def consultation_at_desk(user: User | AnonymousUser, slug: str) -> Consultation:
    """404 for what one may not see, NotAllowed for whom does not work there."""
    consultation = get_object_or_404(Consultation.objects.visible_to(user), slug=slug)
    require(can_open_desk(user, consultation), _("work at the desk of this consultation"))
    return consultation


def require(allowed: bool, what: str) -> None:
    if not allowed:
        raise NotAllowed(what)
