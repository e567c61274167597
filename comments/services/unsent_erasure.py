"""What a person has typed and not posted: given to them on request, and taken away with their account."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from comments.models import UnsentComment
from comments.services.unsent import delete_unsent


def unsent_about(person: User) -> list[dict[str, Any]]:
    """Every text that is kept, with the names of the files that wait with it; values that JSON holds."""
    kept = UnsentComment.objects.filter(user=person).select_related("round__consultation")
    return [
        {
            "consultation": it.round.consultation.slug,
            "round": it.round.number,
            "changed_at": it.changed_at.isoformat(),
            "fields": it.fields,
            "files": [file.stored_file.name for file in it.files.all()],
        }
        for it in kept.prefetch_related("files__stored_file").order_by("pk")
    ]


@transaction.atomic
def erase_unsent(*, person: User) -> int:
    """Delete the texts with their files; how many there were."""
    return delete_unsent(UnsentComment.objects.filter(user=person))
