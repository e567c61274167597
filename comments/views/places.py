"""The provisions of a draft as its pages name, link and mark them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.citation import BARE
from comments.enums import Position
from comments.queries.reader import PlaceCounts, ReaderPage, ReaderProvision
from consultations.enums import ProvisionKind
from consultations.models import Draft

NAMES_BEGIN_AT = {ProvisionKind.ARTICLE, ProvisionKind.ANNEX, ProvisionKind.RECITAL, ProvisionKind.PREAMBLE}
"""Whoever cites article 5 does not name its chapter."""

DEEPEST_HEADING = 6
DEEPEST_STEP = 3


@dataclass(frozen=True)
class Bar:
    """A part of the mark beside a provision: so many took this position. `start` and `width` are percent."""

    value: str
    label: str
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class PlaceOnPage:
    """A provision, or the whole draft without one. `total` adds the comments on everything below it.

    `level` is the level of its heading on the page; `within` how often it steps in.
    """

    draft: Draft
    name: str
    counts: PlaceCounts
    provision: ReaderProvision | None = None
    level: int = 2
    within: int = 0
    total: int = 0

    @property
    def eid(self) -> str:
        return self.provision.eid if self.provision else ""

    @cached_property
    def url(self) -> str:
        at = [self.draft.consultation.slug, self.draft.number]
        return reverse("provision", args=[*at, self.eid]) if self.provision else reverse("whole_draft", args=at)

    @property
    def compose_url(self) -> str:
        at = [self.draft.consultation.slug, self.draft.number]
        if self.provision:
            return reverse("comment_new", args=[*at, self.eid])
        return reverse("whole_draft_comment_new", args=at)

    @property
    def bars(self) -> list[Bar]:
        """One for each position that somebody took, in the order of the positions."""
        whole = sum(self.counts.positions.values())
        bars: list[Bar] = []
        start = 0.0
        for position in Position:
            if count := self.counts.positions.get(position, 0):
                width = round(100 * count / whole, 2)
                bars.append(Bar(position.value, str(position.label), count, round(start, 2), width))
                start += width
        return bars

    @property
    def discussed_label(self) -> str:
        """The mark in words, for those who do not see it."""
        count = self.counts.count
        if not count:
            return _("%(name)s: no comments yet") % {"name": self.name}
        words = ngettext("%(name)s: %(count)s comment", "%(name)s: %(count)s comments", count)
        return words % {"name": self.name, "count": count}


def places_in(page: ReaderPage) -> list[PlaceOnPage]:
    """Every provision of the draft, in order."""
    by_pk = {provision.pk: provision for provision in page.provisions}
    totals = _totals(page)
    places = []
    for provision in page.provisions:
        above = _ancestors(provision, by_pk)
        places.append(
            PlaceOnPage(
                draft=page.draft,
                provision=provision,
                name=_name([*above, provision]),
                counts=provision.counts,
                level=min(2 + sum(bool(it.heading) for it in above), DEEPEST_HEADING),
                within=min(sum(not it.heading for it in above), DEEPEST_STEP),
                total=totals[provision.pk],
            )
        )
    return places


def whole_draft(draft: Draft, counts: PlaceCounts) -> PlaceOnPage:
    return PlaceOnPage(draft=draft, name=_("The whole draft"), counts=counts)


def outline(places: Sequence[PlaceOnPage]) -> list[PlaceOnPage]:
    """What the contents name: provisions with a heading, and those that stand at the top."""
    return [it for it in places if it.provision and (it.provision.heading or not it.provision.depth)]


def most_discussed(places: Sequence[PlaceOnPage], *, size: int = 6) -> list[PlaceOnPage]:
    """The places with the most comments of their own, the first in the draft first among equals."""
    spoken_of = [it for it in places if it.counts.count]
    return sorted(spoken_of, key=lambda it: -it.counts.count)[:size]


def _totals(page: ReaderPage) -> dict[int, int]:
    """Comments on each provision and on everything below it: children come after their parents."""
    totals = {provision.pk: provision.counts.count for provision in page.provisions}
    for provision in reversed(page.provisions):
        if provision.parent_id is not None:
            totals[provision.parent_id] += totals[provision.pk]
    return totals


def _ancestors(provision: ReaderProvision, by_pk: dict[int, ReaderProvision]) -> list[ReaderProvision]:
    above: list[ReaderProvision] = []
    parent_id = provision.parent_id
    while parent_id is not None:
        above.insert(0, by_pk[parent_id])
        parent_id = by_pk[parent_id].parent_id
    return above


def _name(chain: Sequence[ReaderProvision]) -> str:
    """As one would cite it: “Article 5, paragraph 2”; a heading follows where the provision has one of its own.

    What has neither number nor heading is not named on the way to what stands in it: “Article 2, point e”.
    """
    begin = max((index for index, it in enumerate(chain) if it.kind in NAMES_BEGIN_AT), default=0)
    last = chain[-1]
    cited = [_short_name(it) for it in chain[begin:] if it is last or it.number or it.heading]
    words = capfirst(", ".join(cited))
    return f"{words}: {last.heading}" if last.heading and last.number and len(cited) == 1 else words


def _short_name(provision: ReaderProvision) -> str:
    if bare := BARE.fullmatch(provision.number):
        return f"{str(provision.kind.label).lower()} {bare[1]}"
    return provision.number.rstrip(". ") or provision.heading or str(provision.kind.label).lower()
