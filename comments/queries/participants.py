"""Who has taken part in a consultation: contributors whose comments stand, published or pending.

A promise of anonymity binds the desk too. What somebody said without a name is therefore a participant of its own,
which nothing ties to what the same person said under it; and what a person signed with the organisation alone is apart
from what the person signed by name. A verified organisation is one participant, whoever spoke for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Case, Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Value, When

from accounts.models import StakeholderGroup
from comments.attribution import ShownAuthor, shown_author
from comments.contributors import ORGANISATION
from comments.enums import Attribution, Status
from comments.models import Comment
from comments.queries.participant_filters import ParticipantFilters
from common.keyset import KeysetPage, paginate
from consultations.models import Consultation

PAGE = 50
AT_ONCE = 500
"""Participants that an export fetches with one pair of queries."""

STANDING = (Status.PUBLISHED, Status.PENDING)

FACE = Case(
    When(attribution=Attribution.ANONYMOUS, then=Value(Attribution.ANONYMOUS.value)),
    When(contributor_key__startswith=ORGANISATION, then=Value(Attribution.ORGANISATION.value)),
    default=F("attribution"),
)
"""How a contributor is shown: a verified organisation stands behind what is signed with its name, with a person's
beside it or without."""


COUNTED = "SELECT stakeholder_group, region, count(*) FROM ({spoke}) AS spoke GROUP BY 1, 2"
"""Distinct contributors are found by hashing and then counted: `count(DISTINCT …)` would sort all comments of each cell
by their contributor, which takes seven times as long."""


class Sum(NamedTuple):
    """What the comments of one participant amount to."""

    comments: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class Participant:
    """Group, country and region are those of the first comment. `first_at` and `last_at` are None where the person is
    anonymous: they would tell which comments are by one hand."""

    author: ShownAuthor
    stakeholder_group: StakeholderGroup | None
    country: str
    region: str
    comments: int
    first_at: datetime | None
    last_at: datetime | None


def participants_page(
    consultation: Consultation, filters: ParticipantFilters, *, cursor: str = "", size: int = PAGE
) -> KeysetPage[Participant]:
    """Who came last first. Two queries; a page costs what its participants cost, wherever it is."""
    page = paginate(_first_comments(consultation, filters), order=("-posted_at", "-id"), cursor=cursor, size=size)
    sums = _sums(consultation, filters, page.items)
    return KeysetPage(
        items=[_participant(first, sums[first.contributor_key, first.face]) for first in page.items],  # type: ignore[attr-defined]  # annotated
        next_cursor=page.next_cursor,
        previous_cursor=page.previous_cursor,
    )


def all_participants(consultation: Consultation, filters: ParticipantFilters) -> Iterator[Participant]:
    """The whole list, AT_ONCE in memory."""
    page = participants_page(consultation, filters, size=AT_ONCE)
    yield from page.items
    while page.next_cursor:
        page = participants_page(consultation, filters, cursor=page.next_cursor, size=AT_ONCE)
        yield from page.items


def counts_by_group_and_region(consultation: Consultation, filters: ParticipantFilters) -> dict[tuple[str, str], int]:
    """How many contributors spoke from each group (its slug) and region (its M49 code), "" where not stated. Who spoke
    from two counts in both, and nobody counts twice in one. Of the filters only the round narrows."""
    spoke = _standing(consultation, filters).order_by().values_list("stakeholder_group", "region", "contributor_key")
    slugs = dict(StakeholderGroup.objects.values_list("pk", "slug"))
    statement, values = spoke.distinct().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(spoke=statement), values)
        return {(slugs.get(group, ""), region): count for group, region, count in cursor.fetchall()}


def _first_comments(consultation: Consultation, filters: ParticipantFilters) -> QuerySet[Comment]:
    """The comment with which each participant began (in the round, if the filters name one)."""
    standing = _standing(consultation, filters).annotate(face=FACE)
    same = standing.filter(contributor_key=OuterRef("contributor_key"), face=OuterRef("face"))
    before = Q(posted_at__lt=OuterRef("posted_at")) | Q(posted_at=OuterRef("posted_at"), pk__lt=OuterRef("pk"))
    firsts = standing.filter(~Exists(same.filter(before)), filters.condition())
    return firsts.select_related("stakeholder_group")


def _sums(consultation: Consultation, filters: ParticipantFilters, firsts: list[Comment]) -> dict[tuple[str, str], Sum]:
    """Of the participants that began with these comments, by contributor and face."""
    standing = _standing(consultation, filters).filter(contributor_key__in={first.contributor_key for first in firsts})
    faces = standing.annotate(face=FACE).order_by().values_list("contributor_key", "face")
    sums = faces.annotate(Count("pk"), Min("posted_at"), Max("posted_at"))
    return {(key, face): Sum(*values) for key, face, *values in sums}


def _standing(consultation: Consultation, filters: ParticipantFilters) -> QuerySet[Comment]:
    standing = Comment.objects.filter(consultation=consultation, status__in=STANDING)
    return standing.filter(round=filters.round) if filters.round else standing


def _participant(first: Comment, sum: Sum) -> Participant:
    is_anonymous = first.attribution == Attribution.ANONYMOUS
    return Participant(
        author=_shown(first),
        stakeholder_group=first.stakeholder_group,
        country=first.country,
        region=first.region,
        comments=sum.comments,
        first_at=None if is_anonymous else sum.first_at,
        last_at=None if is_anonymous else sum.last_at,
    )


def _shown(first: Comment) -> ShownAuthor:
    """A verified organisation without whoever happened to speak for it first."""
    author = shown_author(first)
    return replace(author, name="") if first.contributor_key.startswith(ORGANISATION) else author
