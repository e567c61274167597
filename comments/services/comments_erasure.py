"""What a person has said: given to them on request, and parted from them when they close their account."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from comments.enums import Status
from comments.errors import WordsStand
from comments.models import Comment, CommentRevision
from comments.services.withdrawal import withdraw_comment
from common.enums import Verb
from common.services.audit import record


def comments_about(person: User) -> list[dict[str, Any]]:
    """Every comment and reply with all its versions, those too that readers never saw; values that JSON holds."""
    comments = Comment.objects.filter(author=person).select_related("consultation", "round", "stakeholder_group")
    comments = comments.prefetch_related("revisions", "attachments__stored_file")
    return [_told(it) for it in comments.order_by("posted_at", "pk")]


@transaction.atomic
def erase_author(*, by: User, person: User) -> int:
    """Take the person out of what they said; how many comments that were.

    What nobody but the team has read is withdrawn. What was published is the record: its words stay, with group,
    country and, where one was spoken for, the organisation of the day; the name goes, and so does an organisation that
    the person only named. It goes on counting under the key of a person who is no longer known.
    """
    for comment in Comment.objects.filter(author=person, status=Status.PENDING).order_by("pk"):
        try:
            withdraw_comment(by=person, comment=comment)
        except WordsStand:  # said for an organisation that the person has left: it is the organisation's
            continue
    own = Comment.objects.filter(author=person)
    own.filter(organisation=None).exclude(organisation_name="").update(organisation_name="")
    erased = own.update(author=None, author_name="")
    CommentRevision.objects.filter(by=person).update(by=None)
    if erased:
        record(by=by, verb=Verb.DELETED, subject=person, reason="erased", after={"author_of": erased})
    return erased


def _told(comment: Comment) -> dict[str, Any]:
    return {
        "comment": comment.reference,
        "consultation": comment.consultation.slug,
        "round": comment.round.number,
        "posted_at": comment.posted_at.isoformat(),
        "status": comment.status,
        "moderation_reason": comment.moderation_reason,
        "name": comment.author_name,
        "attribution": comment.attribution,
        "organisation": comment.organisation_name,
        "stakeholder_group": comment.stakeholder_group.slug if comment.stakeholder_group else "",
        "country": comment.country,
        "language": comment.language,
        "versions": [
            {
                "written_at": it.created_at.isoformat(),
                "kind": it.kind,
                "position": it.position,
                "body": it.body,
                "proposed_wording": it.proposed_wording,
            }
            for it in sorted(comment.revisions.all(), key=lambda it: it.number)
        ],
        "files": [it.stored_file.name for it in comment.attachments.all()],
    }
