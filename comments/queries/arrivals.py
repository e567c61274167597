"""How much is said at a place by now, for readers who stay on its page: one row or a few of what is counted anyway."""

from __future__ import annotations

from functools import cache

from django.db.models import Sum
from django.utils import timezone

from accounts.reader_kind import ReaderKind
from comments.enums import Dimension, Place
from comments.models import Comment, Tally
from comments.queries.threads import Reader
from common.prepared import Given, Prepared
from consultations.models import Draft, Round


def place_total(draft: Draft, *, user: Reader, eid: str) -> int:
    """Published comments on a provision, or on the whole draft for "" as `eid`. The caller has fetched the draft
    through the door."""
    prepared = _totals(ReaderKind.of(user), is_whole_draft=not eid)
    return sum(count for _place, count in prepared.rows(reader=user.pk, now=timezone.now(), draft=draft.pk, eid=eid))


@cache
def _totals(kind: ReaderKind, *, is_whole_draft: bool) -> Prepared[tuple[str, int]]:
    tallies = Tally.objects.visible_to(kind.anyone, Given("now")).filter(
        round__in=Round.objects.filter(draft=Given("draft")), dimension=Dimension.ALL
    )
    if is_whole_draft:
        tallies = tallies.filter(place=Place.DRAFT)
    else:
        tallies = tallies.filter(place=Place.PROVISION, provision__eid=Given("eid"))
    return Prepared(tallies.values_list("place").annotate(Sum("count")))


def thread_total(user: Reader, reference: str) -> int | None:
    """Published replies of a thread, by the reference of its first comment; None for one that one may not see."""
    rows = _reply_counts(ReaderKind.of(user)).rows(reader=user.pk, now=timezone.now(), reference=reference)
    return next(iter(rows), None)


@cache
def _reply_counts(kind: ReaderKind) -> Prepared[int]:
    comments = Comment.objects.visible_to(kind.anyone, Given("now")).filter(reference=Given("reference"))
    return Prepared(comments.values_list("reply_count", flat=True))
