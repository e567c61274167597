from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from comments.models import LastLook


@transaction.atomic
def look(*, by: User, at: datetime) -> datetime | None:
    """The person looks at their contributions now; what came after the moment returned is new to them. None on a first
    visit, on which nothing is marked."""
    rows = LastLook.objects.select_for_update()
    kept, is_first = rows.get_or_create(user=by, defaults={"looked_at": at})
    if is_first:
        return None
    if kept.is_another_visit(at):
        kept.since = kept.looked_at
    kept.looked_at = at
    kept.save(update_fields=["since", "looked_at"])
    return kept.since
