from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comments.models import Comment
from comments.permissions import can_edit, is_own
from comments.queries.revision import ShownRevision, revisions_of
from comments.views.head import head_of
from consultations.redline import Redline, redline

MOST = 20
"""Revisions that are compared on one page, the latest; each comparison may take a moment."""


@dataclass(frozen=True)
class Comparison:
    """A revision with what it changed; `before` is None for the first."""

    revision: ShownRevision
    before: ShownRevision | None

    @cached_property
    def body(self) -> Redline:
        return redline(self.before.text if self.before else self.revision.text, self.revision.text)

    @cached_property
    def wording(self) -> Redline | None:
        if self.before is None:
            words = self.revision.proposed_wording
            return redline(words, words) if words else None
        if not (self.before.proposed_wording or self.revision.proposed_wording):
            return None
        return redline(self.before.proposed_wording, self.revision.proposed_wording)

    @property
    def has_new_position(self) -> bool:
        return self.before is not None and self.before.position != self.revision.position

    @property
    def has_new_kind(self) -> bool:
        return self.before is not None and self.before.kind != self.revision.kind


@require_safe
def comment_revisions(request: HttpRequest, reference: str) -> HttpResponse:
    """What was changed, and when, for whoever sees the comment. Without words there is nothing to compare: 404."""
    comments = Comment.objects.visible_to(request.user).select_related(
        "round__consultation", "round__draft", "draft", "consultation"
    )
    comment = get_object_or_404(comments, reference=reference)
    if not comment.shows_words:
        raise Http404
    revisions = revisions_of(comment, request.user)
    context = {
        "head": head_of(comment.consultation, user=request.user, at=timezone.now(), draft=comment.draft),
        "place": "comments",
        "comment": comment,
        "is_own": is_own(request.user, comment),
        "may_edit": can_edit(request.user, comment, at=timezone.now()),
        "count": sum(it.version > 0 for it in revisions),
        "comparisons": [*reversed([*_compared(revisions)][-MOST:])],
        "is_cut": len(revisions) > MOST,
    }
    return render(request, "comments/comment_revisions.html", context)


def _compared(revisions: Sequence[ShownRevision]) -> Iterator[Comparison]:
    """Each with the one that stood there before: what never stood is compared with what stands."""
    before: ShownRevision | None = None
    for revision in revisions:
        yield Comparison(revision, before)
        if not revision.is_waiting:
            before = revision
