"""Where comments stand that somebody at the desk should look at: a line for all that hang on the same words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Min, QuerySet, Sum

from comments.enums import PlacementState
from comments.models import AnchorPlacement, CarriedTally
from comments.queries.carried import CarriedFigures, figures_of, place_with, words_of
from comments.queries.shown import ShownPlace
from common.errors import BadCursor
from common.keyset import KeysetPage
from consultations.models import Draft, Provision, ProvisionText
from consultations.redline import Redline, redline

SIZE = 20
STOOD = ("anchor__type", "ancestor", "ancestor_text", "ancestor_start", "ancestor_end")
"""What anchors have in common that hang on the same words of the draft before."""

STANDS = ("ancestor", "ancestor_text", "provision", "text")


@dataclass(frozen=True)
class Uncertain:
    """So many anchors on the words `then` at `made_on`, and where they would stand: nowhere without `stands`."""

    pk: int
    count: int
    made_on: ShownPlace
    stands: ShownPlace | None
    then: str
    now: str
    score: float

    @property
    def percent(self) -> int:
        return round(100 * self.score)

    @cached_property
    def redline(self) -> Redline | None:
        return redline(self.then, self.now) if self.stands and self.then and self.now else None


def desk_figures(draft: Draft) -> list[CarriedFigures]:
    """Of everything that was said on earlier drafts, by draft, the latest first."""
    tallies = CarriedTally.objects.filter(draft=draft)
    rows = tallies.values_list("round__draft__number", "round__draft__label", "state").annotate(Sum("count"))
    return figures_of(rows.order_by("-round__draft__number"))


def uncertain_page(draft: Draft, cursor: str) -> KeysetPage[Uncertain]:
    """In the order in which they were placed, from the row `cursor` on. Three queries. Raises BadCursor."""
    after = _row(cursor)
    groups = AnchorPlacement.objects.uncertain().filter(draft=draft).values(*STOOD).annotate(first=Min("pk"))
    groups = groups.annotate(count=Count("pk")).filter(first__gt=after).order_by("first")
    found = list(groups.values_list("first", "count")[: SIZE + 1])
    counts = dict(found[:SIZE])
    items = shown_uncertain(counts)
    return KeysetPage(items, str(found[SIZE - 1][0]) if len(found) > SIZE else "")


def shown_uncertain(counts: dict[int, int]) -> list[Uncertain]:
    """Placements, by their keys with how many are beside each."""
    related = ("draft__consultation", "draft__predecessor__consultation", "anchor__provision")
    rows = AnchorPlacement.objects.filter(pk__in=counts).select_related(*related, *STANDS)
    placements = list(rows.order_by("pk"))
    words = words_of(placements)
    return [_shown(it, counts[it.pk], words) for it in placements]


def _shown(it: AnchorPlacement, count: int, words: dict[int, ProvisionText]) -> Uncertain:
    old, new = it.ancestor_text, it.text
    before = it.draft.predecessor or it.draft
    return Uncertain(
        pk=it.pk,
        count=count,
        made_on=place_with(before, it.ancestor, words),
        stands=None if it.state == PlacementState.LOST else place_with(it.draft, it.provision, words),
        then=old.text[it.ancestor_start : it.ancestor_end] if old else _text(it.ancestor_id, words),
        now=new.text[it.start : it.end] if new else _text(it.provision_id, words),
        score=it.score,
    )


def _text(provision: int | None, words: dict[int, ProvisionText]) -> str:
    return words[provision].text if provision in words else ""


def _row(cursor: str) -> int:
    if cursor and not cursor.isdecimal():
        raise BadCursor
    return int(cursor or 0)


def beside(placement: AnchorPlacement) -> QuerySet[AnchorPlacement]:
    """All in the same draft that stood at the same place of the draft before, itself included."""
    return AnchorPlacement.objects.filter(
        draft=placement.draft_id,
        anchor__type=placement.anchor.type,
        ancestor=placement.ancestor_id,
        ancestor_text=placement.ancestor_text_id,
        ancestor_start=placement.ancestor_start,
        ancestor_end=placement.ancestor_end,
    )


def own_text(provision: Provision | None) -> str:
    """In the language of its draft; "" for none."""
    if provision is None:
        return ""
    texts = ProvisionText.objects.filter(provision=provision, language=provision.draft.language)
    return next(iter(texts.values_list("text", flat=True)), "")
