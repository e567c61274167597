"""What people make of their own words while a round is open: through `edit_comment` and `withdraw_comment`, so that a
round which holds every comment holds these edits, too."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.models import User
from comments.enums import Kind, Position
from comments.models import Comment
from comments.services.revision import Words, edit_comment
from comments.services.withdrawal import withdraw_comment
from portal.demo.script import Edited, Script


def think_again(script: Script, comments: Mapping[int, Comment], people: Mapping[str, User]) -> None:
    """The same words once more, and what is withdrawn already, change nothing."""
    for edit in script.edits:
        _edit(edit, script, Comment.objects.get(pk=comments[edit.comment].pk), people)
    for place in script.withdrawn:
        withdraw_comment(by=people[script.comments[place].by], comment=comments[place])


def _edit(edit: Edited, script: Script, comment: Comment, people: Mapping[str, User]) -> None:
    latest = comment.waiting_revision or comment.current_revision
    words = Words(
        body=edit.body,
        proposed_wording=edit.wording,
        kind=Kind(comment.kind or Kind.GENERAL),
        position=Position(comment.position or Position.NONE),
    )
    edit_comment(by=people[script.comments[edit.comment].by], comment=comment, seen=latest.number, words=words)
