"""What the redline of two drafts shows, and on which of its pages: everything but the words."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from comments.queries.kept import Rows, kept_for
from comments.queries.reader import ReaderProvision, reader_page
from comments.views.places import PlaceOnPage, places_in
from consultations.enums import LineageKind
from consultations.lineage.match import match
from consultations.lineage.records import Text
from consultations.models import Draft
from consultations.queries.redline import links_between
from consultations.redline import Compared, Figure, Link, Matched, Row, figures

PAGE = 30_000
"""Compressed bytes of a page at most, unless one change alone has more."""
OWN_MARKUP = 110
"""Compressed bytes of a change's heading, notes and links."""
SAMPLE = 400
"""Provisions that are compressed to weigh all others by."""
MOST_MATCHED = 1_200
"""Provisions of either draft that are matched while somebody waits: some five seconds."""
MOST_FOLDED = 2_500
"""Compressed bytes of unchanged provisions that are folded away; more than these one reads in the draft."""


class Line(NamedTuple):
    """A row with what it is called and where it leads. `parent` is the order of what it stands in, in the later draft;
    `names` and `eids` are of the later provision, or of the one that is gone; `weight` is in compressed bytes."""

    kind: LineageKind
    later: int
    earlier: tuple[int, ...]
    has_other_words: bool
    left_for: int
    parent: int
    is_named: bool
    name: str
    eid: str
    names_before: tuple[str, ...]
    eids_before: tuple[str, ...]
    weight: int

    @property
    def is_change(self) -> bool:
        return self.kind != LineageKind.UNCHANGED

    @property
    def anchor(self) -> str:
        return self.eid if self.later else f"was-{self.eid}"


@dataclass(frozen=True)
class Block:
    """A change; or a provision that it stands in; or, folded away, some that have not changed."""

    lines: tuple[Line, ...]
    is_fold: bool = False

    @property
    def line(self) -> Line:
        return self.lines[0]

    @property
    def is_change(self) -> bool:
        return not self.is_fold and self.line.is_change

    @property
    def is_far(self) -> bool:
        """Folded away with more words than the page has room for."""
        return self.is_fold and sum(it.weight for it in self.lines) > MOST_FOLDED

    @property
    def weight(self) -> int:
        return OWN_MARKUP if self.is_far else sum(it.weight for it in self.lines)


class Basis(StrEnum):
    """How it is known which provisions belong together: from the lineage; or, where there is none, as worked out by
    the same rules for this page; or, in drafts too long for that, by their addresses."""

    LINEAGE = "lineage"
    WORKED_OUT = "worked-out"
    ADDRESS = "address"


@dataclass(frozen=True)
class Plan:
    """Of two drafts."""

    lines: tuple[Line, ...]
    basis: Basis = Basis.LINEAGE

    @cached_property
    def figures(self) -> list[Figure]:
        return figures(self.lines)

    @cached_property
    def parts(self) -> Mapping[int, tuple[int, ...]]:
        """What became of each provision of the earlier draft, by order."""
        found: dict[int, list[int]] = defaultdict(list)
        for line in self.lines:
            for order in line.earlier if line.later else ():
                found[order].append(line.later)
        return {order: tuple(parts) for order, parts in found.items()}

    @cached_property
    def by_later(self) -> Mapping[int, Line]:
        return {line.later: line for line in self.lines if line.later}

    def pages(self, *, only_changes: bool) -> list[tuple[Block, ...]]:
        """One at least."""
        pages: list[list[Block]] = [[]]
        weight = 0
        for block in self._blocks(only_changes=only_changes):
            if pages[-1] and weight + block.weight > PAGE:
                pages.append([])
                weight = 0
            pages[-1].append(block)
            weight += block.weight
        return [tuple(page) for page in pages]

    def _blocks(self, *, only_changes: bool) -> Iterator[Block]:
        above = self._above_changes()
        fold: list[Line] = []
        for line in self.lines:
            if not line.is_change and line.later not in above:
                fold.append(line)
                continue
            if fold and not only_changes:
                yield Block(tuple(fold), is_fold=True)
            fold = []
            yield Block((line,))
        if fold and not only_changes:
            yield Block(tuple(fold), is_fold=True)

    def _above_changes(self) -> set[int]:
        """What changes stand in, by order, as far as it has a number or a heading: it says where one is."""
        found: set[int] = set()
        for line in self.lines:
            parent = line.parent if line.is_change else 0
            while parent and parent not in found:
                found.add(parent)
                parent = self.by_later[parent].parent
        return {order for order in found if self.by_later[order].is_named}


def plan_of(earlier: Draft, later: Draft, language: str) -> Plan:
    """Worked out once where both are published: then neither can change, nor what ties them."""

    def make() -> Rows:
        plan = _plan(earlier, later, language)
        return [(plan.basis.value,), *((line.kind.value, *line[1:]) for line in plan.lines)]

    is_fixed = both_published(earlier, later)
    rows = kept_for(later, "redline", *kept_by(earlier), language, make=make) if is_fixed else make()
    return Plan(tuple(Line(LineageKind(kind), *rest) for kind, *rest in rows[1:]), Basis(rows[0][0]))


def both_published(earlier: Draft, later: Draft) -> bool:
    return earlier.is_published and later.is_published


def kept_by(earlier: Draft) -> tuple[object, ...]:
    """What tells the earlier draft from others in the name of what is kept for the later one; and this code from
    another version's."""
    return (earlier.pk, earlier.published_at and earlier.published_at.timestamp(), _version())


@cache
def _version() -> str:
    """Of what plans, compares and prints."""
    here = Path(__file__).parent
    pure = here.parents[1] / "consultations" / "redline"
    sources = [*sorted(here.glob("redline_*.py")), here.parent / "redline_words.py", *sorted(pure.glob("*.py"))]
    return sha256(b"".join(it.read_bytes() for it in sources)).hexdigest()


def _plan(earlier: Draft, later: Draft, language: str) -> Plan:
    before = places_in(reader_page(earlier, language))
    after = places_in(reader_page(later, language))
    basis, links = _links(earlier, later, before, after)
    matched = Matched([*_compared(before)], [*_compared(after)], links)
    lines = _Lines(
        before={it.order: it for it in before},
        after={it.order: it for it in after},
        matched=matched,
        share=_share([*before, *after]),
    )
    return Plan(tuple(lines.line(row) for row in matched.rows), basis)


def _links(
    earlier: Draft, later: Draft, before: Sequence[PlaceOnPage], after: Sequence[PlaceOnPage]
) -> tuple[Basis, list[Link]]:
    found = links_between(earlier, later)
    if found is not None:
        return Basis.LINEAGE, found
    if max(len(before), len(after)) > MOST_MATCHED:
        return Basis.ADDRESS, _same_address(before, after)
    matches = match(_texts(before), _texts(after))
    return Basis.WORKED_OUT, [
        Link(it.ancestor, it.provision, it.kind == LineageKind.MOVED)
        for it in matches
        if it.ancestor is not None and it.provision is not None
    ]


def _texts(places: Sequence[PlaceOnPage]) -> list[Text]:
    """Their keys are their orders."""
    orders = {_words(it).pk: it.order for it in places}
    return [
        Text(it.order, orders.get(it.parent_id or 0), it.kind.value, it.number, it.heading, it.text)
        for it in map(_words, places)
    ]


def _compared(places: Sequence[PlaceOnPage]) -> Iterator[Compared]:
    orders = {_words(it).pk: it.order for it in places}
    for place in places:
        it = _words(place)
        words = " ".join(f"{it.heading} {it.text}".split())
        yield Compared(it.order, orders.get(it.parent_id or 0, 0), it.depth, it.number, words)


def _same_address(before: Sequence[PlaceOnPage], after: Sequence[PlaceOnPage]) -> list[Link]:
    orders = {it.eid: it.order for it in after}
    return [Link(it.order, orders[it.eid]) for it in before if it.eid in orders]


def _share(places: Sequence[PlaceOnPage]) -> float:
    """How much of its bytes a text keeps when it is compressed: measured on so many of all provisions."""
    sample = "".join(_words(it).text for it in places[:: len(places) // SAMPLE + 1]).encode()
    return len(zlib.compress(sample)) / max(1, len(sample))


def _words(place: PlaceOnPage) -> ReaderProvision:
    assert isinstance(place.provision, ReaderProvision)  # noqa: S101  # places_in makes places of provisions
    return place.provision


@dataclass(frozen=True)
class _Lines:
    """Makes them. Places and their parents are by order."""

    before: Mapping[int, PlaceOnPage]
    after: Mapping[int, PlaceOnPage]
    matched: Matched
    share: float

    def line(self, row: Row) -> Line:
        came = [self.before[order] for order in row.earlier]
        own = self.after[row.later] if row.later else came[0]
        shown = _words(own)
        return Line(
            *row,
            parent=self._parent(row),
            is_named=bool(shown.number or shown.heading),
            name=own.name,
            eid=own.eid,
            names_before=tuple(it.name for it in came),
            eids_before=tuple(it.eid for it in came),
            weight=self._weight(row, [own, *came] if row.later else came),
        )

    def _weight(self, row: Row, shown: Sequence[PlaceOnPage]) -> int:
        if row.left_for:
            return OWN_MARKUP
        words = sum(len(f"{_words(it).number}{_words(it).heading}{_words(it).text}".encode()) for it in shown)
        is_whole = row.kind == LineageKind.UNCHANGED
        return round(words * self.share / (2 if is_whole else 1)) + (OWN_MARKUP // 4 if is_whole else OWN_MARKUP)

    @cached_property
    def _parents(self) -> tuple[Mapping[int, int], Mapping[int, int]]:
        earlier, later = ({it.order: it.parent for it in side} for side in (self.matched.earlier, self.matched.later))
        return earlier, later

    def _parent(self, row: Row) -> int:
        earlier, later = self._parents
        if row.later:
            return later[row.later]
        above = self.matched.became.get(earlier[row.earlier[0]], ())
        return above[0].later if above else 0
