from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.countries import country as country_of
from accounts.models import Organisation, User
from accounts.permissions import can_administer
from common.enums import Verb
from common.errors import NotAllowed
from common.services.audit import record


@transaction.atomic
def save_organisation(*, by: User, organisation: Organisation) -> Organisation:
    """Add or change an organisation; its `verified_at` says since when it speaks as verified.

    Raises NotAllowed for anybody but administrators and ValueError for a country that does not exist.
    """
    if not can_administer(by):
        raise NotAllowed(_("change organisations"))
    if organisation.country and country_of(organisation.country) is None:
        raise ValueError(f"No country has the code {organisation.country!r}.")
    new = organisation.pk is None
    before = None if new else _public(Organisation.objects.select_for_update().get(pk=organisation.pk))
    organisation.save()
    record(
        by=by,
        verb=Verb.CREATED if new else Verb.CHANGED,
        subject=organisation,
        before=before,
        after=_public(organisation),
    )
    return organisation


def _public(organisation: Organisation) -> dict[str, object]:
    return {
        "name": organisation.name,
        "short_name": organisation.short_name,
        "stakeholder_group": organisation.stakeholder_group_id,
        "country": organisation.country,
        "verified_at": organisation.verified_at,
    }
