"""Comments as pages may show them. What may not be shown is not in these objects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from comments.attribution import ShownAuthor, shown_author
from comments.citation import cited
from comments.enums import AnchorType, Kind, Opinion, Position, Status
from comments.models import Attachment, Comment, ModerationReasonTerm, Reaction, ResponseTarget
from comments.models.comment import CommentQuerySet
from comments.queries.here import NOWHERE, Here
from comments.queries.hung import ShownAnchor, hung_along, shown_anchors
from comments.queries.replaced import read_along, replaced_by
from common.localized import localized
from consultations.models import Draft, Provision
from consultations.redline import Redline, redline


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
class ShownGroup:
    """A stakeholder group, named in the reader's language."""

    slug: str
    name: str


@dataclass(frozen=True)
class ShownResponse:
    """What the secretariat answered, its disposition in the reader's language; `body_html` is clean."""

    disposition: str
    body_html: str
    created_at: datetime


@dataclass(frozen=True)
class ShownComment:
    """One comment with its responses. A hidden or withdrawn one keeps its place, its tags and its reference, and has
    neither words nor author. `revision` is the number of what it says; `body_html` is clean; `replaces` are the words
    of the draft that a proposed wording would take the place of; `places` is filled in lists that span several places;
    `is_new` to the reader whom the list is for, whom `is_own` and `own_opinion` are about; `anchors`
    where it is about more, or less, than one provision."""

    reference: str
    round_id: int
    status: Status
    moderation_reason: str
    author: ShownAuthor
    stakeholder_group: ShownGroup | None
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
    agree_count: int
    disagree_count: int
    revision: int
    withdrawn_at: datetime | None
    responses: tuple[ShownResponse, ...]
    files: tuple[ShownFile, ...] = ()
    places: tuple[ShownPlace, ...] = ()
    replaces: str = ""
    is_new: bool = False
    is_own: bool = False
    own_opinion: Opinion | None = None
    anchors: tuple[ShownAnchor, ...] = ()

    @cached_property
    def url(self) -> str:
        return reverse("comment", args=[self.reference])

    @property
    def shows_words(self) -> bool:
        return self.status in {Status.PUBLISHED, Status.PENDING}

    @property
    def anchors_to_tell(self) -> tuple[ShownAnchor, ...]:
        """Those that `places` do not say: in a list of several places a provision is named once."""
        is_said = self.places and all(it.type in {AnchorType.DRAFT, AnchorType.PROVISION} for it in self.anchors)
        return () if is_said else self.anchors

    @cached_property
    def redline(self) -> Redline | None:
        """The proposed wording against the draft; None where there is nothing to compare, or no more than a whole text
        in place of another. Worked out where a page asks for it, which it does once (`fingerprint`)."""
        if not self.proposed_wording or not self.replaces:
            return None
        compared = redline(self.replaces, self.proposed_wording)
        return None if compared.is_another_text else compared

    @cached_property
    def fingerprint(self) -> str:
        """Differs wherever anything that is shown differs: under it, pages keep how a comment looks."""
        return sha256(repr(self).encode()).hexdigest()


FILE = JSONObject(pk="pk", name="stored_file__name", size="stored_file__size")
ANSWER = JSONObject(
    disposition="response__disposition__names", body_html="response__body_html", created_at="response__created_at"
)
ROW = [
    *("reference", "author", "status", "moderation_reason", "moderation_note", "depth", "kind", "position", "language"),
    *("author_name", "attribution", "organisation_name", "organisation_verified", "organisation_verified_at"),
    *("country", "region", "posted_at", "edited_at", "late", "reply_count", "root", "path"),
    *("round", "agree_count", "disagree_count"),
    *("current_revision__body_html", "current_revision__proposed_wording", "current_revision__number", "withdrawn_at"),
    *("stakeholder_group__slug", "stakeholder_group__names"),
    *("parent__reference", "parent__status", "parent__author_name", "parent__attribution"),
    *("parent__organisation_name", "parent__organisation_verified", "parent__organisation_verified_at"),
]
"""Columns that `shown` and the lists read: a third of all that there are."""


def with_what_is_shown(comments: CommentQuerySet, *, reader: User | AnonymousUser | None = None) -> CommentQuerySet:
    """Comments with all that `shown` needs, in one query; with the reader's own reactions where one is named."""
    here = {"comment": OuterRef("pk")}
    files = Attachment.objects.filter(**here).order_by("pk")
    answers = ResponseTarget.objects.filter(**here).order_by("response__created_at", "response")
    reasons = ModerationReasonTerm.objects.filter(slug=OuterRef("moderation_reason")).order_by()
    if reader is not None and reader.is_authenticated:
        own = Reaction.objects.filter(**here, user=reader.pk)
        comments = comments.annotate(own_opinion=Subquery(own.values("value")))
    return (
        comments.select_related("current_revision", "stakeholder_group", "parent")
        .defer("current_revision__body", "current_revision__body_text")
        .annotate(attached=ArraySubquery(files.values(file=FILE)), answers=ArraySubquery(answers.values(answer=ANSWER)))
        .annotate(reason_names=Subquery(reasons.values("names")), replaced=read_along())
        .annotate(hung=hung_along())
    )


def listed(comments: CommentQuerySet, *, reader: User | AnonymousUser | None = None) -> CommentQuerySet:
    """The same for lists, which show many and change none."""
    return with_what_is_shown(comments, reader=reader).only(*ROW)


def shown(
    comment: Comment,
    *,
    places: Iterable[ShownPlace] = (),
    here: Here = NOWHERE,
    reader: User | AnonymousUser | None = None,
) -> ShownComment:
    """To a `reader` what is theirs is told apart; the comment was read with their reactions."""
    words = comment.current_revision if comment.shows_words else None
    group = comment.stakeholder_group
    return ShownComment(
        reference=comment.reference,
        round_id=comment.round_id,
        status=Status(comment.status),
        moderation_reason=comment.moderation_words,
        author=shown_author(comment),
        stakeholder_group=ShownGroup(group.slug, group.name) if group else None,
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
        agree_count=comment.agree_count,
        disagree_count=comment.disagree_count,
        revision=comment.current_revision.number,
        withdrawn_at=comment.withdrawn_at,
        responses=_responses(comment),
        files=_files(comment) if words else (),
        places=tuple(places),
        replaces=replaced_by(getattr(comment, "replaced", None), language=comment.language) if words else "",
        is_new=here.is_new(comment),
        is_own=reader is not None and reader.is_authenticated and comment.author_id == reader.pk,
        own_opinion=Opinion(own_opinion) if (own_opinion := getattr(comment, "own_opinion", None)) else None,
        anchors=shown_anchors(getattr(comment, "hung", None)) if words else (),
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


def _responses(comment: Comment) -> tuple[ShownResponse, ...]:
    """Without a query, as above."""
    answers: list[dict[str, Any]] | None = getattr(comment, "answers", None)
    if answers is None:
        rows = comment.response_targets.order_by("response__created_at", "response")
        answers = list(rows.values_list(ANSWER, flat=True))
    return tuple(
        ShownResponse(localized(it["disposition"]), it["body_html"], datetime.fromisoformat(it["created_at"]))
        for it in answers
    )


def _parent(parent: Comment) -> ShownParent | None:
    """None for a parent that waits for a decision: few may open it."""
    if parent.status == Status.PENDING:
        return None
    return ShownParent(
        reference=parent.reference,
        author=shown_author(parent),
        shows_words=parent.shows_words,
    )
