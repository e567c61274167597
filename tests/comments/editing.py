"""Somebody edits what they have said."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comments.models import Comment
from comments.services.revision import Words, edit_comment
from consultations.enums import ModerationMode
from consultations.models import Round
from tests.scenes import comment


def said_on(scene, **said):
    return comment(scene, provision=scene.provisions[0], **said)


def edit(said, body="We mean it.", *, by=None, seen=None, **words):
    stored = Comment.objects.get(pk=said.pk)
    latest = stored.waiting_revision or stored.current_revision
    return edit_comment(
        by=by or said.author,
        comment=said,
        seen=latest.number if seen is None else seen,
        words=Words(body=body, **words),
    )


def aged(said, minutes=16):
    Comment.objects.filter(pk=said.pk).update(posted_at=timezone.now() - timedelta(minutes=minutes))
    return said


def held_round(scene):
    Round.objects.filter(pk=scene.round.pk).update(moderation=ModerationMode.ALL)


def revisions(said) -> list[tuple[int, str, bool]]:
    return list(said.revisions.order_by("number").values_list("number", "body", "is_listed"))
