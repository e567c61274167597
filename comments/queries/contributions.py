"""What one person has said, in all consultations, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Left

from accounts.models import User
from accounts.queries.membership import organisations_of
from comments.enums import Status
from comments.models import AnswerSet, Comment
from comments.models.comment import CommentQuerySet
from comments.permissions import can_comment, can_withdraw
from comments.queries.shown import ShownComment, shown, with_what_is_shown
from comments.queries.threads import NEWEST_FIRST, places_of
from common.enums import Verb
from common.keyset import KeysetPage, paginate
from common.models import AuditEntry
from consultations.models import Consultation, Round

EXCERPT = 300
"""Characters of the text that a list shows."""


@dataclass(frozen=True)
class ContributionFilters:
    """What the list is narrowed to; what nobody knows does not narrow."""

    consultation: str = ""
    state: str = ""

    @classmethod
    def read(cls, params: Mapping[str, str], among: QuerySet[Consultation]) -> ContributionFilters:
        state, slug = params.get("state", ""), params.get("consultation", "")
        return cls(
            consultation=slug if slug in {it.slug for it in among} else "",
            state=state if state in Status.values else "",
        )

    @property
    def query(self) -> str:
        """As part of an address, for links to further pages of the list."""
        return urlencode({name: value for name, value in vars(self).items() if value})

    @property
    def condition(self) -> Q:
        condition = Q()
        if self.consultation:
            condition &= Q(consultation__slug=self.consultation)
        if self.state == Status.PENDING:
            condition &= Q(status=Status.PENDING) | Q(waiting_revision__isnull=False)
        elif self.state:
            condition &= Q(status=self.state)
        return condition


@dataclass(frozen=True)
class Contribution:
    """One comment as its author finds it. `excerpt` is there for a hidden one as well: they are the author's own words.
    `new_replies` and `has_new_response` are since the last visit. `is_kept` says that the round shows it to others once
    it has closed."""

    comment: ShownComment
    consultation: Consultation
    organisation: str
    excerpt: str
    new_replies: int
    has_new_response: bool
    agree_count: int
    disagree_count: int
    edit_waits: bool
    is_kept: bool
    may_edit: bool
    may_withdraw: bool


def own_comments(user: User) -> CommentQuerySet:
    """Of this person, whatever became of them. What colleagues said for the same organisation is theirs."""
    return Comment.objects.visible_to(user).filter(author=user)


def consultations_of(user: User) -> QuerySet[Consultation]:
    """In which this person has said something, newest first."""
    said = Comment.objects.filter(author=user).values("consultation")
    return Consultation.objects.visible_to(user).filter(pk__in=said).order_by("-created_at", "-pk")


def contributions_of(
    user: User,
    filters: ContributionFilters,
    *,
    since: datetime | None,
    at: datetime,
    cursor: str = "",
    size: int = 20,
) -> KeysetPage[Contribution]:
    """A page, newest first. Raises BadCursor."""
    rows = with_what_is_shown(own_comments(user).filter(filters.condition))
    rows = rows.select_related("consultation", "round__consultation", "round__draft")
    rows = rows.annotate(
        excerpt=Left("current_revision__body_text", EXCERPT + 1), new_replies=_new_replies(user, since)
    )
    page = paginate(rows, order=NEWEST_FIRST, cursor=cursor, size=size)
    places = places_of({comment.root_id for comment in page.items})
    open_to = _open_rounds(user, page.items, at=at)
    spoken_for = {it.pk for it in organisations_of(user)}
    return KeysetPage(
        items=[
            _contribution(it, shown(it, places=places[it.root_id]), user, open_to, spoken_for, since=since, at=at)
            for it in page.items
        ],
        next_cursor=page.next_cursor,
        previous_cursor=page.previous_cursor,
    )


def answers_of(user: User) -> QuerySet[AnswerSet]:
    """To the prompts of which rounds this person has answered, last changed first."""
    answers = AnswerSet.objects.visible_to(user).counting().filter(author=user)
    return answers.select_related("round__consultation").order_by("-changed_at", "-pk")


def _contribution(
    comment: Comment,
    as_shown: ShownComment,
    user: User,
    open_to: set[int],
    spoken_for: set[int],
    *,
    since: datetime | None,
    at: datetime,
) -> Contribution:
    speaks = comment.organisation_id is None or comment.organisation_id in spoken_for
    may_withdraw = speaks and can_withdraw(user, comment)
    words: str = comment.excerpt  # type: ignore[attr-defined]  # annotated
    return Contribution(
        comment=as_shown,
        consultation=comment.consultation,
        organisation=comment.organisation_name if comment.organisation_id else "",
        excerpt=words if len(words) <= EXCERPT else f"{words[:EXCERPT].rstrip()}…",
        new_replies=comment.new_replies,  # type: ignore[attr-defined]  # annotated
        has_new_response=since is not None and any(it.created_at > since for it in as_shown.responses),
        agree_count=comment.agree_count,
        disagree_count=comment.disagree_count,
        edit_waits=comment.waiting_revision_id is not None,
        is_kept=comment.round.keeps_comments(at),
        may_edit=may_withdraw and comment.round_id in open_to,
        may_withdraw=may_withdraw,
    )


def _open_rounds(user: User, comments: list[Comment], *, at: datetime) -> set[int]:
    """Those that take comments from this person now."""
    rounds: dict[int, Round] = {it.round_id: it.round for it in comments}
    return {pk for pk, round in rounds.items() if can_comment(user, round, at=at)}


def _new_replies(user: User, since: datetime | None) -> Combinable:
    """How many comments of others below one were said, or published after they had waited, after `since`."""
    if since is None:
        return Value(0)
    published = AuditEntry.objects.filter(
        subject_type=Comment._meta.label_lower, subject_id=OuterRef("pk"), verb=Verb.PUBLISHED, at__gt=since
    )
    below = Comment.objects.visible_to(user).filter(
        Q(received_at__gt=since) | Exists(published),
        root=OuterRef("root"),
        path__gt=OuterRef("path"),
        path__startswith=OuterRef("path"),
        status=Status.PUBLISHED,
    )
    counted = below.exclude(author=user).order_by().values("root").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)
