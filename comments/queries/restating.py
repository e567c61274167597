"""What somebody has said before, to say it again on another draft."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from comments.enums import Status
from comments.models import Comment


def own_words(reference: str, *, user: User | AnonymousUser) -> dict[str, str]:
    """The fields of the form as they stand in one's own comment; nothing of anybody else's, of a reply, or of what is
    hidden or withdrawn."""
    if not reference or not user.is_authenticated:
        return {}
    own = Comment.objects.threads().filter(author=user.pk, status=Status.PUBLISHED, reference=reference)
    said = own.select_related("current_revision").first()
    if said is None:
        return {}
    words = said.current_revision
    return {
        "body": words.body,
        "proposed_wording": words.proposed_wording,
        "kind": said.kind,
        "position": said.position,
        "language": said.language,
    }
