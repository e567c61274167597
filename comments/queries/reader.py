"""A draft as it is read: every provision with its text and how it is discussed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import OuterRef, Prefetch, Q, Subquery, Sum

from comments.enums import Dimension, Place
from comments.models import Tally
from consultations.enums import ProvisionKind
from consultations.models import Draft, Provision, ProvisionText, Round


@dataclass(frozen=True)
class PlaceCounts:
    """Published comments of a place's threads, and its first comments by position (positions that occur)."""

    count: int = 0
    positions: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ReaderProvision:
    """A provision in one language; `language` is that of its text, the draft's where there is no translation."""

    pk: int
    eid: str
    order: int
    depth: int
    parent_id: int | None
    kind: ProvisionKind
    language: str
    number: str
    heading: str
    text: str
    html: str
    counts: PlaceCounts


@dataclass(frozen=True)
class ReaderPage:
    """A draft, or some of its provisions; `whole_draft` counts the threads that hang on no provision."""

    draft: Draft
    language: str
    provisions: tuple[ReaderProvision, ...]
    whole_draft: PlaceCounts


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
    """Around the provision of that `eid`, in one query; None where the draft has no such provision."""
    others = draft.provisions.order_by("order").values("order")
    as_high = others.filter(depth__lte=OuterRef("depth"))
    found = (
        draft.provisions.filter(eid=eid)
        .annotate(
            before=Subquery(as_high.filter(order__lt=OuterRef("order")).reverse()[:1]),
            after=Subquery(as_high.filter(order__gt=OuterRef("order"))[:1]),
            end=Subquery(others.reverse()[:1]),
        )
        .first()
    )
    if found is None:
        return None
    return Neighbourhood(
        found, last=found.after - 1 if found.after else found.end, previous=found.before, next=found.after
    )


def reader_page(draft: Draft, language: str = "", *, only: Q | None = None) -> ReaderPage:
    """The provisions in order, in `language` where they have it: three queries, however long the draft is."""
    language = language or draft.language
    texts = ProvisionText.objects.filter(language__in={language, draft.language})
    provisions = draft.provisions.order_by("order").prefetch_related(Prefetch("texts", texts, to_attr="shown_texts"))
    if only is not None:
        provisions = provisions.filter(only)
    counts = place_counts(draft, of=None if only is None else [it.pk for it in provisions])
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
                counts=counts.get(provision.pk, PlaceCounts()),
                **_words(provision, language, draft.language),
            )
            for provision in provisions
        ),
        whole_draft=counts.get(None, PlaceCounts()),
    )


def _words(provision: Provision, language: str, fallback: str) -> dict[str, str]:
    """A preamble that the draft gives no heading is headed as what it is: else nothing would stand in its place."""
    by_language = {text.language: text for text in provision.shown_texts}  # type: ignore[attr-defined]  # prefetched
    text = by_language.get(language) or by_language.get(fallback) or ProvisionText(language=fallback)
    words = {name: getattr(text, name) for name in ("language", "number", "heading", "text", "html")}
    if provision.kind == ProvisionKind.PREAMBLE and not (text.number or text.heading or text.text):
        words["heading"] = str(ProvisionKind.PREAMBLE.label)
    return words


def most_discussed(draft: Draft, language: str, *, size: int) -> tuple[list[int], ReaderPage]:
    """The orders of the provisions with the most comments of their own, the first in the draft first among equals, and
    a page of them and of what they stand in."""
    said = Tally.objects.filter(provision__draft=draft, dimension=Dimension.ALL, count__gt=0)
    by_place = said.values_list("provision__order", "provision__depth").annotate(total=Sum("count"))
    ranked = list(by_place.order_by("-total", "provision__order")[:size])
    only = Q(pk__in=[])
    for order, depth, _total in ranked:
        only |= with_those_above(draft, first=order, last=order, depth=depth)
    return [order for order, _depth, _total in ranked], reader_page(draft, language, only=only)


def place_counts(draft: Draft, *, of: Collection[int] | None = None) -> dict[int | None, PlaceCounts]:
    """By provision, of all or of those with these primary keys; the whole draft's under None.

    Rounds on the same draft are added up.
    """
    places = Q() if of is None else Q(provision=None) | Q(provision__in=of)
    rows = (
        Tally.objects.filter(
            places,
            round__in=Round.objects.filter(draft=draft),
            place__in=[Place.DRAFT, Place.PROVISION],
            dimension__in=[Dimension.ALL, Dimension.POSITION],
        )
        .values_list("provision", "dimension", "value")
        .annotate(Sum("count"))
    )
    totals: dict[int | None, int] = defaultdict(int)
    positions: dict[int | None, dict[str, int]] = defaultdict(dict)
    for provision, dimension, value, count in rows:
        if dimension == Dimension.ALL:
            totals[provision] += count
        elif count:
            positions[provision][value] = count
    return {provision: PlaceCounts(count, positions[provision]) for provision, count in totals.items()}
