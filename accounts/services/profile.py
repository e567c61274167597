from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.countries import country as country_of
from accounts.models import StakeholderGroup, User
from accounts.permissions import can_edit_profile
from common.enums import Verb
from common.errors import NotAllowed
from common.services.audit import record


@transaction.atomic
def complete_profile(
    *,
    by: User,
    user: User,
    name: str,
    stakeholder_group: StakeholderGroup | None,
    country: str,
    organisation_name: str = "",
    language: str = "",
    time_zone: str = "",
) -> User:
    """Say who one is, the first time or again; what was posted before keeps the tags of its day.

    No group and country "" mean "not stated". The audit row names the fields that changed and none of their contents.
    Raises NotAllowed for somebody else's profile and ValueError for a nameless one or a country that does not exist.
    """
    if not can_edit_profile(by, user):
        raise NotAllowed(_("change this profile"))
    if not name.strip():
        raise ValueError("A profile has a name.")
    if country and country_of(country) is None:
        raise ValueError(f"No country has the code {country!r}.")
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    said = {
        "name": name.strip(),
        "stakeholder_group": stakeholder_group,
        "country": country,
        "organisation_name": organisation_name.strip(),
        "language": language,
        "time_zone": time_zone,
    }
    changed = sorted(field for field, value in said.items() if getattr(user, field) != value)
    first_time = user.profile_completed_at is None
    if not changed and not first_time:
        return user
    for field, value in said.items():
        setattr(user, field, value)
    user.profile_completed_at = user.profile_completed_at or timezone.now()
    user.save(update_fields=[*said, "profile_completed_at"])
    record(by=by, verb=Verb.FINISHED if first_time else Verb.CHANGED, subject=user, after={"profile": changed})
    return user
