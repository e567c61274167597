"""What is kept about a person as letters: given to them on request, and taken away with their account."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from comments.models import CommentNotice, LetterChoice
from common.enums import Verb
from common.services.audit import record


def letters_about(person: User) -> dict[str, Any]:
    """When the person wants which letters, and of what they were told or are to be; values that JSON holds."""
    notices = CommentNotice.objects.filter(reader=person).select_related("comment").order_by("happened_at", "pk")
    return {
        "choices": dict(LetterChoice.objects.filter(user=person).order_by("kind").values_list("kind", "time")),
        "told": [
            {
                "kind": it.kind,
                "comment": it.comment.reference,
                "happened_at": it.happened_at.isoformat(),
                "state": it.state,
            }
            for it in notices
        ],
    }


@transaction.atomic
def erase_letters(*, by: User | None, person: User) -> int:
    """Forget both; how many rows. What waits is told to nobody."""
    notices, _by_model = CommentNotice.objects.filter(reader=person).delete()
    choices, _by_model = LetterChoice.objects.filter(user=person).delete()
    if notices + choices:
        record(by=by, verb=Verb.DELETED, subject=person, reason="erased", after={"letters": notices + choices})
    return notices + choices
