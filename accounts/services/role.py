from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import SiteRole
from accounts.models import User
from accounts.permissions import can_change_standing
from common.enums import Verb
from common.errors import NotAllowed
from common.services.audit import record


@transaction.atomic
def set_site_role(*, by: User | None, user: User, role: SiteRole) -> User:
    """Make somebody an administrator or take that away. `by` is None for the operator's command.

    Raises NotAllowed for one's own role and for anybody but administrators.
    """
    if by is not None and not can_change_standing(by, user):
        raise NotAllowed(_("change the role of this account"))
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    before = user.site_role
    if before != role:
        user.site_role = role
        user.save(update_fields=["site_role"])
        record(by=by, verb=Verb.CHANGED, subject=user, before={"site_role": before}, after={"site_role": role})
    return user


@transaction.atomic
def set_active(*, by: User, user: User, active: bool) -> User:
    """Close an account or open it again. A closed one cannot sign in, its sessions end, and what it said stays.

    Raises NotAllowed for one's own account and for anybody but administrators.
    """
    if not can_change_standing(by, user):
        raise NotAllowed(_("close or open this account"))
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if user.is_active != active:
        user.is_active = active
        user.save(update_fields=["is_active"])
        record(by=by, verb=Verb.CHANGED, subject=user, before={"active": not active}, after={"active": active})
    return user
