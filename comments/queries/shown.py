"""Comments as pages may show them. What may not be shown is not in these objects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import StakeholderGroup
from comments.attribution import ShownAuthor, shown_author
from comments.citation import cited
from comments.enums import Kind, Position, Status
from comments.models import Attachment, Comment, Response
from comments.models.comment import CommentQuerySet
from consultations.models import Draft, Provision


@dataclass(frozen=True)
class ShownPlace:
    """Where a thread hangs, to name it and to link to it; `eid` is empty for the whole draft."""

    slug: str
    draft_number: int
    draft_label: str
    eid: str = ""
    number: str = ""
    heading: str = ""

    @property
    def url(self) -> str:
        if self.eid:
            return reverse("provision", args=[self.slug, self.draft_number, self.eid])
        return reverse("whole_draft", args=[self.slug, self.draft_number])

    @property
    def name(self) -> str:
        return cited(self.eid, number=self.number, heading=self.heading) if self.eid else _("the whole draft")


@dataclass(frozen=True)
class ShownParent:
    """What a reply answers."""

    reference: str
    author: ShownAuthor
    shows_words: bool

    @property
    def url(self) -> str:
        return reverse("comment", args=[self.reference])


@dataclass(frozen=True)
class ShownFile:
    """A file that came with a comment; `size` in bytes."""

    reference: str
    pk: int
    name: str
    size: int

    @property
    def url(self) -> str:
        return reverse("attachment", args=[self.reference, self.pk])


@dataclass(frozen=True)
class ShownComment:
    """One comment with its responses. A hidden or withdrawn one keeps its place, its tags and its reference, and has
    neither words nor author. `body_html` is clean; `places` is filled in lists that span several places."""

    reference: str
    status: Status
    moderation_reason: str
    author: ShownAuthor
    stakeholder_group: StakeholderGroup | None
    country: str
    region: str
    depth: int
    parent: ShownParent | None
    is_reply: bool
    kind: Kind | None
    position: Position | None
    language: str
    body_html: str
    proposed_wording: str
    posted_at: datetime
    edited_at: datetime | None
    late: bool
    reply_count: int
    responses: tuple[Response, ...]
    files: tuple[ShownFile, ...] = ()
    places: tuple[ShownPlace, ...] = ()

    @cached_property
    def url(self) -> str:
        return reverse("comment", args=[self.reference])

    @property
    def shows_words(self) -> bool:
        return self.status in {Status.PUBLISHED, Status.PENDING}

    @cached_property
    def fingerprint(self) -> str:
        """Differs wherever anything that is shown differs: under it, pages keep how a comment looks."""
        group = self.stakeholder_group
        answers = [(it.disposition, it.body_html, it.created_at) for it in self.responses]
        return sha256(repr((self, group and (group.slug, group.names), answers)).encode()).hexdigest()


FILE = JSONObject(pk="pk", name="stored_file__name", size="stored_file__size")


def with_what_is_shown(comments: CommentQuerySet) -> CommentQuerySet:
    """The rows that `shown` needs, in one query and one more for the responses."""
    files = Attachment.objects.filter(comment=OuterRef("pk")).order_by("pk")
    return (
        comments.select_related("current_revision", "stakeholder_group", "parent")
        .defer("current_revision__body", "current_revision__body_text")
        .annotate(attached=ArraySubquery(files.values(file=FILE)))
        .prefetch_related("responses")
    )


def shown(comment: Comment, *, places: Iterable[ShownPlace] = ()) -> ShownComment:
    words = comment.current_revision if comment.shows_words else None
    return ShownComment(
        reference=comment.reference,
        status=Status(comment.status),
        moderation_reason=comment.moderation_words,
        author=shown_author(comment),
        stakeholder_group=comment.stakeholder_group,
        country=comment.country,
        region=comment.region,
        depth=comment.depth,
        parent=_parent(comment.parent) if comment.parent else None,
        is_reply=comment.is_reply,
        kind=Kind(comment.kind) if comment.kind else None,
        position=Position(comment.position) if comment.position else None,
        language=comment.language,
        body_html=words.body_html if words else "",
        proposed_wording=words.proposed_wording if words else "",
        posted_at=comment.posted_at,
        edited_at=comment.edited_at,
        late=comment.late,
        reply_count=comment.reply_count,
        responses=tuple(comment.responses.all()),
        files=_files(comment) if words else (),
        places=tuple(places),
    )


def shown_place(draft: Draft, provision: Provision | None) -> ShownPlace:
    """`draft` comes with its consultation, `provision` with its texts."""
    place = ShownPlace(slug=draft.consultation.slug, draft_number=draft.number, draft_label=draft.label)
    if provision is None:
        return place
    text = next((text for text in provision.texts.all() if text.language == draft.language), None)
    return replace(place, eid=provision.eid, number=text.number if text else "", heading=text.heading if text else "")


def _files(comment: Comment) -> tuple[ShownFile, ...]:
    """Without a query where `with_what_is_shown` has read the comment."""
    attached: list[dict[str, Any]] | None = getattr(comment, "attached", None)
    if attached is None:
        attached = list(comment.attachments.order_by("pk").values_list(FILE, flat=True))
    return tuple(ShownFile(comment.reference, **file) for file in attached)


def _parent(parent: Comment) -> ShownParent | None:
    """None for a parent that waits for a decision: few may open it."""
    if parent.status == Status.PENDING:
        return None
    return ShownParent(
        reference=parent.reference,
        author=shown_author(parent),
        shows_words=parent.shows_words,
    )
