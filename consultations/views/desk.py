"""The way into every page of the desk."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import NotAllowed
from consultations.enums import TeamRole
from consultations.models import Consultation
from consultations.permissions import can_open_desk, has_role


def consultation_at_desk(user: User | AnonymousUser, slug: str, *, least: TeamRole = TeamRole.ANALYST) -> Consultation:
    """404 for what one may not see, NotAllowed for whom does not work there.

    Observers come to no page that does not name them: most show what people said who wish to be anonymous.
    """
    consultation = get_object_or_404(Consultation.objects.visible_to(user), slug=slug)
    require(can_open_desk(user, consultation), _("work at the desk of this consultation"))
    require(has_role(user, consultation, least), _("open this page: your role here does not read what people said"))
    return consultation


def require(allowed: bool, what: str) -> None:
    if not allowed:
        raise NotAllowed(what)
