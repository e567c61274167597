"""What a comment that is being written answers to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.asked_places import place_at
from comments.enums import AnchorType
from comments.forms.comment import CommentForm, ProvisionCommentForm, ReplyForm
from comments.models import Anchor, Comment, UnsentComment
from comments.queries.reader import Neighbourhood, ReaderProvision
from comments.queries.shown import ShownComment, shown, with_what_is_shown
from comments.quoting import quoted, quoted_words
from comments.views.draft import draft_or_404
from comments.views.head import Head
from comments.views.provision import Here, around_or_404, here_around
from comments.wording import replaced_text
from consultations.models import Draft, Provision, Round


@dataclass(frozen=True)
class Target:
    """A place of a draft, or a comment there. What stands around it is asked for only when it is shown."""

    draft: Draft
    around: Neighbourhood | None = None
    parent: Comment | None = None
    is_gap: bool = False
    """Whether the place is the gap after the provision."""

    @property
    def provision(self) -> Provision | None:
        return self.around.provision if self.around else None

    @cached_property
    def here(self) -> Here:
        return here_around(self.draft, self.around)

    @property
    def shown_parent(self) -> ShownComment | None:
        return shown(self.parent) if self.parent else None

    @property
    def heading(self) -> str:
        if self.parent is not None:
            return _("Reply to %(reference)s") % {"reference": self.parent.reference}
        if self.provision is None:
            return _("Comment on the whole draft")
        if self.is_gap:
            return _("What is missing after %(place)s") % {"place": self.here.place.name}
        return _("Comment on %(place)s") % {"place": self.here.place.name}

    @property
    def address(self) -> str:
        """Where a new comment is written here."""
        if self.parent is not None:
            return reverse("reply_new", args=[self.parent.reference])
        place = [self.draft.consultation.slug, self.draft.number]
        if self.provision is None:
            return reverse("whole_draft_comment_new", args=place)
        return reverse("comment_new", args=[*place, self.provision.eid])

    @property
    def provision_text(self) -> str:
        """What a proposed wording takes the place of; "" for the whole draft, and for a gap."""
        if self.provision is None or self.is_gap:
            return ""
        words = [it.provision for it in self.here.words if isinstance(it.provision, ReaderProvision)]
        return replaced_text((it.number, it.heading, it.text) for it in words)

    def round_of(self, head: Head) -> Round | None:
        """A reply goes into the round of what it answers, a first comment into the one that matters now."""
        return self.parent.round if self.parent else head.round

    def quote(self, asked: Mapping[str, str]) -> str:
        """What a reply begins with: the selected words (`?quoted=…`) or the first paragraph (`?quote=1`) of the comment
        that it answers; "" where neither is asked for, or it shows no words."""
        if self.parent is None or not self.parent.shows_words:
            return ""
        words, reference = self.parent.current_revision, self.parent.reference
        selected = quoted_words(asked.get("quoted", ""), text=words.body_text, reference=reference)
        return selected or (quoted(words.body, reference=reference) if "quote" in asked else "")

    def form(self, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None) -> ReplyForm:
        if self.parent is not None:
            return ReplyForm(data, initial=initial)
        if self.provision is None:
            return CommentForm(data, initial=initial)
        return ProvisionCommentForm(data, provision_text=lambda: self.provision_text, initial=initial)


def place_target(request: HttpRequest, slug: str, number: int, eid: str) -> Target:
    """A provision of a draft, or the whole draft for "" as `eid`; 404 for what one may not see."""
    draft = draft_or_404(request, slug, number)
    return Target(draft, around_or_404(draft, eid), is_gap=bool(eid) and "gap" in request.GET)


def reply_target(request: HttpRequest, reference: str) -> Target:
    """A comment; a reply to it inherits the place of its thread."""
    comments = with_what_is_shown(Comment.objects.visible_to(request.user)).select_related(
        "draft__consultation", "round"
    )
    parent = get_object_or_404(comments, reference=reference)
    anchor = Anchor.objects.filter(comment=parent.root_id, leads=True).select_related("provision").first()
    eid = anchor.provision.eid if anchor and anchor.provision else ""
    return Target(parent.draft, around_or_404(parent.draft, eid), parent)


def own_target(request: HttpRequest, comment: Comment) -> Target:
    """Where a comment stands whose author changes it: what it answers, or its place."""
    if comment.parent is not None:
        return reply_target(request, comment.parent.reference)
    anchors = Anchor.objects.filter(comment=comment.pk).select_related("provision").order_by("ordinal")
    anchor = anchors.first()
    eid = anchor.provision.eid if anchor and anchor.provision else ""
    is_gap = anchor is not None and anchor.type == AnchorType.GAP
    return Target(comment.draft, around_or_404(comment.draft, eid), is_gap=is_gap)


def target_of(request: HttpRequest, kept: UnsentComment) -> Target:
    """What a kept text was being written to."""
    if kept.parent is not None:
        return reply_target(request, kept.parent.reference)
    draft, eid = kept.round.draft, kept.provision.eid if kept.provision else ""
    target = place_target(request, draft.consultation.slug, draft.number, eid)
    return replace(target, is_gap=about_gap(kept))


def about_gap(kept: UnsentComment) -> bool:
    """Whether a kept text is about what is missing after its provision."""
    gap = str(place_at(kept.provision.eid, is_gap=True)) if kept.provision else ""
    return bool(gap) and gap in kept.fields.get("places", "").split()
