"""A draft as it is read: every provision with its text and how it is discussed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Prefetch, Q, Subquery, Sum
from django.utils import timezone

from accounts.models import User
from accounts.reader_kind import ReaderKind
from comments.enums import Dimension, Place
from comments.models import Tally
from comments.queries.kept import Rows, kept_for
from common.prepared import Given, IsOneOf, Prepared
from consultations.enums import ProvisionKind
from consultations.models import Draft, Provision, ProvisionText, Round

ROW_OF_PROVISION = ("pk", "eid", "order", "depth", "parent_id", "kind")


@dataclass(frozen=True)
class PlaceCounts:
    """Published comments of a place's threads, and its first comments by position (positions that occur)."""

    count: int = 0
    positions: tuple[tuple[str, int], ...] = ()


class ReaderProvision(NamedTuple):
    """A provision in one language; `language` is that of its text, the draft's where there is no translation."""

    pk: int
    eid: str
    order: int
    depth: int
    parent_id: int | None
    language: str
    number: str
    heading: str
    text: str
    html: str
    kind: ProvisionKind


@dataclass(frozen=True)
class ReaderPage:
    """A draft, or some of its provisions."""

    draft: Draft
    language: str
    provisions: tuple[ReaderProvision, ...]


def with_those_above(draft: Draft, *, first: int, last: int, depth: int) -> Q:
    """The provisions from order `first`, which stands at `depth`, to `last`, and those that they stand in.

    A provision's parent is the last one before it that is a step less deep, so what the first stands in is enough.
    """
    above = draft.provisions.filter(order__lt=first, depth__lt=depth).order_by("depth", "-order").distinct("depth")
    return Q(order__range=(first, last)) | Q(pk__in=above.values("pk"))


@dataclass(frozen=True)
class Neighbourhood:
    """A provision, and by order: the last one below it, and the next before and after that are as high or higher."""

    provision: Provision
    last: int
    previous: int | None
    next: int | None


def neighbourhood(draft: Draft, eid: str) -> Neighbourhood | None:
    """Around the provision of that `eid`; None where the draft has no such provision."""
    what = ("neighbourhood", eid, *ROW_OF_PROVISION)
    for end, previous, next, *row in kept_for(draft, *what, make=lambda: _neighbourhood(draft, eid)):
        provision = Provision(draft=draft, **dict(zip(ROW_OF_PROVISION, row, strict=True)))
        return Neighbourhood(provision, next - 1 if next else end, previous, next)
    return None


def _neighbourhood(draft: Draft, eid: str) -> Rows:
    """One row or none, in one query."""
    others = draft.provisions.order_by("order").values("order")
    as_high = others.filter(depth__lte=OuterRef("depth"))
    before = Subquery(as_high.filter(order__lt=OuterRef("order")).reverse()[:1])
    after = Subquery(as_high.filter(order__gt=OuterRef("order"))[:1])
    end = Subquery(others.reverse()[:1])
    return [*draft.provisions.filter(eid=eid).values_list(end, before, after, *ROW_OF_PROVISION)]


def page_around(draft: Draft, language: str, around: Neighbourhood, *, last: int) -> ReaderPage:
    """A provision with what it stands in, what follows up to the order `last`, and its neighbours."""
    first, depth = around.provision.order, around.provision.depth

    def make() -> Rows:
        only = with_those_above(draft, first=first, last=last, depth=depth)
        only |= Q(order__in=[order for order in (around.previous, around.next) if order])
        return [(*it[:-1], it.kind.value) for it in reader_page(draft, language, only=only).provisions]

    rows = kept_for(draft, "page around", language, first, last, ReaderProvision._fields, make=make)
    provisions = tuple(ReaderProvision._make((*row[:-1], ProvisionKind(row[-1]))) for row in rows)
    return ReaderPage(draft, language, provisions)


def reader_page(draft: Draft, language: str = "", *, only: Q | None = None) -> ReaderPage:
    """The provisions in order, in `language` where they have it: two queries, however long the draft is."""
    language = language or draft.language
    texts = ProvisionText.objects.filter(language__in={language, draft.language})
    provisions = draft.provisions.order_by("order").prefetch_related(Prefetch("texts", texts, to_attr="shown_texts"))
    if only is not None:
        provisions = provisions.filter(only)
    return ReaderPage(
        draft=draft,
        language=language,
        provisions=tuple(
            ReaderProvision(
                pk=provision.pk,
                eid=provision.eid,
                order=provision.order,
                depth=provision.depth,
                parent_id=provision.parent_id,
                kind=ProvisionKind(provision.kind),
                **_words(provision, language, draft.language),
            )
            for provision in provisions
        ),
    )


def _words(provision: Provision, language: str, fallback: str) -> dict[str, str]:
    """A preamble that the draft gives no heading is headed as what it is: else nothing would stand in its place."""
    by_language = {text.language: text for text in provision.shown_texts}  # type: ignore[attr-defined]  # prefetched
    text = by_language.get(language) or by_language.get(fallback) or ProvisionText(language=fallback)
    words = {name: getattr(text, name) for name in ("language", "number", "heading", "text", "html")}
    if provision.kind == ProvisionKind.PREAMBLE and not (text.number or text.heading or text.text):
        words["heading"] = str(ProvisionKind.PREAMBLE.label)
    return words


def totals_by_order(draft: Draft, *, user: User | AnonymousUser) -> dict[int, int]:
    """How many comments of their own provisions have, those that have any, by their order in the draft."""
    return dict(_totals_of(ReaderKind.of(user)).rows(reader=user.pk, now=timezone.now(), draft=draft.pk))


@cache
def _totals_of(kind: ReaderKind) -> Prepared[tuple[int, int]]:
    tallies = Tally.objects.visible_to(kind.anyone, Given("now")).filter(
        round__in=Round.objects.filter(draft=Given("draft")),
        place=Place.PROVISION,
        dimension=Dimension.ALL,
        count__gt=0,
    )
    return Prepared(tallies.values_list("provision__order").annotate(Sum("count")))


def place_counts(
    draft: Draft, *, user: User | AnonymousUser, of: Collection[int] | None = None
) -> dict[int | None, PlaceCounts]:
    """By provision, of all or of those with these primary keys; the whole draft's under None.

    Rounds on the same draft are added up.
    """
    tallies = _tallies_of(ReaderKind.of(user), is_part=of is not None)
    provisions = None if of is None else [*of]
    rows = tallies.rows(reader=user.pk, now=timezone.now(), draft=draft.pk, provisions=provisions)
    totals: dict[int | None, int] = defaultdict(int)
    positions: dict[int | None, dict[str, int]] = defaultdict(dict)
    for provision, dimension, value, count in rows:
        if dimension == Dimension.ALL:
            totals[provision] += count
        elif count:
            positions[provision][value] = count
    return {it: PlaceCounts(count, tuple(sorted(positions[it].items()))) for it, count in totals.items()}


@cache
def _tallies_of(kind: ReaderKind, *, is_part: bool) -> Prepared[tuple[int | None, str, str, int]]:
    tallies = Tally.objects.visible_to(kind.anyone, Given("now")).filter(
        round__in=Round.objects.filter(draft=Given("draft")),
        place__in=[Place.DRAFT, Place.PROVISION],
        dimension__in=[Dimension.ALL, Dimension.POSITION],
    )
    if is_part:
        tallies = tallies.filter(Q(provision=None) | Q(IsOneOf("provision", Given("provisions"))))
    return Prepared(tallies.values_list("provision", "dimension", "value").annotate(Sum("count")))
