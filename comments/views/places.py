"""The provisions of a draft as its pages name, link and mark them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.citation import BARE, named_by_address
from comments.enums import Position
from comments.numbers import NAMES_BEGIN_AT
from comments.queries.reader import PlaceCounts, ReaderPage, ReaderProvision
from consultations.models import Draft

NO_COMMENTS = PlaceCounts()
NO_NEWS: Mapping[int | None, int] = {}
DEEPEST_HEADING = 6
DEEPEST_STEP = 3


@dataclass(frozen=True)
class Bar:
    """A part of the mark beside a provision: so many took this position. `start` and `width` are whole percent."""

    value: str
    label: str
    count: int
    start: int
    width: int


class Printed(NamedTuple):
    """A provision as the reader prints it: `words` is clean HTML with its number and heading. Nothing in it changes
    while the draft does not."""

    pk: int
    eid: str
    order: int
    depth: int
    parent_id: int | None
    number: str
    heading: str
    name: str
    level: int
    within: int
    url: str
    words: str


@dataclass(frozen=True)
class PlaceOnPage:
    """A provision, or the whole draft without one. `total` adds the comments on everything below it on the page.

    `new` comments on it are new to the reader, `total_new` with those below it. `level` is the level of its heading on
    the page; `within` how often it steps in.
    """

    draft: Draft
    name: str
    counts: PlaceCounts
    provision: ReaderProvision | Printed | None = None
    level: int = 2
    within: int = 0
    total: int = 0
    new: int = 0
    total_new: int = 0

    @property
    def eid(self) -> str:
        return self.provision.eid if self.provision else ""

    @property
    def order(self) -> int:
        """1, 2, 3 … through the draft; 0 for the whole draft."""
        return self.provision.order if self.provision else 0

    @cached_property
    def url(self) -> str:
        if isinstance(self.provision, Printed):
            return self.provision.url
        at = [self.draft.consultation.slug, self.draft.number]
        return reverse("provision", args=[*at, self.eid]) if self.provision else reverse("whole_draft", args=at)

    @property
    def compose_url(self) -> str:
        at = [self.draft.consultation.slug, self.draft.number]
        if self.provision:
            return reverse("comment_new", args=[*at, self.eid])
        return reverse("whole_draft_comment_new", args=at)

    @property
    def news_url(self) -> str:
        at = [self.draft.consultation.slug, self.draft.number]
        return (
            reverse("provision_news", args=[*at, self.eid]) if self.provision else reverse("whole_draft_news", args=at)
        )

    @property
    def bars(self) -> list[Bar]:
        """One for each position that somebody took, in the order of the positions."""
        positions = dict(self.counts.positions)
        whole = sum(positions.values())
        bars: list[Bar] = []
        below = 0
        for position in Position:
            if count := positions.get(position, 0):
                start, end = round(100 * below / whole), round(100 * (below + count) / whole)
                bars.append(Bar(position.value, str(position.label), count, start, end - start))
                below += count
        return bars

    @property
    def discussed_label(self) -> str:
        """The mark in words, for those who do not see it."""
        count = self.counts.count
        if not count:
            return _("%(name)s: no comments yet") % {"name": self.name}
        words = ngettext("%(name)s: %(count)s comment", "%(name)s: %(count)s comments", count)
        said = [words % {"name": self.name, "count": count}]
        said += [f"{it.count} {it.label.lower()}" for it in self.bars if it.value != Position.NONE]
        if self.new:
            said.append(ngettext("%(count)s new", "%(count)s new", self.new) % {"count": self.new})
        return " · ".join(said)


def places_in(page: ReaderPage) -> list[PlaceOnPage]:
    """Every provision of the page, in order, uncounted. What a provision stands in must be on the page, too."""
    by_pk = {provision.pk: provision for provision in page.provisions}
    places = []
    for provision in page.provisions:
        above = _ancestors(provision, by_pk)
        places.append(
            PlaceOnPage(
                draft=page.draft,
                provision=provision,
                name=_name([*above, provision]),
                counts=NO_COMMENTS,
                level=min(2 + sum(bool(it.heading) for it in above), DEEPEST_HEADING),
                within=min(sum(not it.heading for it in above), DEEPEST_STEP),
            )
        )
    return places


def marked(
    draft: Draft,
    printed: Sequence[Printed],
    counts: Mapping[int | None, PlaceCounts],
    *,
    news: Mapping[int | None, int] = NO_NEWS,
) -> list[PlaceOnPage]:
    """Printed provisions with the comments on each, and how many of them are new."""
    totals = _totals(printed, {it.pk: counts.get(it.pk, NO_COMMENTS).count for it in printed})
    new = _totals(printed, {it.pk: news.get(it.pk, 0) for it in printed}) if news else {}
    return [
        PlaceOnPage(
            draft=draft,
            provision=it,
            name=it.name,
            counts=counts.get(it.pk, NO_COMMENTS),
            level=it.level,
            within=it.within,
            total=totals[it.pk],
            new=news.get(it.pk, 0),
            total_new=new.get(it.pk, 0),
        )
        for it in printed
    ]


def whole_draft(draft: Draft, counts: PlaceCounts) -> PlaceOnPage:
    return PlaceOnPage(draft=draft, name=_("The whole draft"), counts=counts)


def outline(places: Sequence[PlaceOnPage]) -> list[PlaceOnPage]:
    """What the contents name: provisions with a heading, and those that stand at the top."""
    return [it for it in places if it.provision and (it.provision.heading or not it.provision.depth)]


class _InTree(Protocol):
    @property
    def pk(self) -> int: ...
    @property
    def parent_id(self) -> int | None: ...


def most_discussed(places: Sequence[PlaceOnPage], *, size: int) -> list[PlaceOnPage]:
    """The places with the most comments of their own, the first in the draft first among equals."""
    spoken_of = [it for it in places if it.counts.count]
    return sorted(spoken_of, key=lambda it: -it.counts.count)[:size]


def _totals(provisions: Sequence[_InTree], counts: dict[int, int]) -> dict[int, int]:
    """Of each provision and everything below it: children come after their parents."""
    totals = dict(counts)
    for provision in reversed(provisions):
        if provision.parent_id is not None and provision.parent_id in totals:
            totals[provision.parent_id] += totals[provision.pk]
    return totals


def _ancestors(provision: ReaderProvision, by_pk: dict[int, ReaderProvision]) -> list[ReaderProvision]:
    above: list[ReaderProvision] = []
    parent_id = provision.parent_id
    while parent_id is not None and parent_id in by_pk:
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
    return provision.number.rstrip(". ") or provision.heading or named_by_address(provision.eid.rpartition("__")[2])
