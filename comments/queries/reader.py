"""A draft as it is read: every provision with its text and how it is discussed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch, Sum

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
    """`whole_draft` counts the threads that hang on no provision."""

    draft: Draft
    language: str
    provisions: tuple[ReaderProvision, ...]
    whole_draft: PlaceCounts


def reader_page(draft: Draft, language: str = "") -> ReaderPage:
    """The provisions in order, in `language` where they have it: three queries, however long the draft is."""
    language = language or draft.language
    counts = _counts(draft)
    texts = ProvisionText.objects.filter(language__in={language, draft.language})
    provisions = draft.provisions.order_by("order").prefetch_related(Prefetch("texts", texts, to_attr="shown_texts"))
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


def _counts(draft: Draft) -> dict[int | None, PlaceCounts]:
    """By provision; the whole draft's under None. Rounds on the same draft are added up."""
    rows = (
        Tally.objects.filter(
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
