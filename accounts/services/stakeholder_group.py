from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import StakeholderGroup, User
from accounts.permissions import can_administer
from common.enums import Verb
from common.errors import NotAllowed
from common.services.audit import record


@transaction.atomic
def save_group(*, by: User, group: StakeholderGroup) -> StakeholderGroup:
    """Add, rename, order, retire or offer again. Raises NotAllowed for anybody but administrators."""
    if not can_administer(by):
        raise NotAllowed(_("change stakeholder groups"))
    new = group.pk is None
    before = None if new else _public(StakeholderGroup.objects.select_for_update().get(pk=group.pk))
    group.save()
    record(by=by, verb=Verb.CREATED if new else Verb.CHANGED, subject=group, before=before, after=_public(group))
    return group


def _public(group: StakeholderGroup) -> dict[str, object]:
    return {"slug": group.slug, "names": group.names, "order": group.order, "retired_at": group.retired_at}
