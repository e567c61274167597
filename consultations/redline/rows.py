"""Two drafts as one list: what became of each provision, in the reading order of the later draft."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from consultations.enums import LineageKind


class Compared(NamedTuple):
    """A provision of either draft. Orders are above 0; `parent` is the order of what it stands in, 0 at the top."""

    order: int
    parent: int
    depth: int
    number: str
    words: str
    """Its heading and text, as far as they are compared."""


class Link(NamedTuple):
    """That a provision of the earlier draft became one of the later, by their orders."""

    earlier: int
    later: int
    is_moved: bool = False


class Row(NamedTuple):
    """A provision of the later draft with what it was; or, where `later` is 0, one that is gone.

    With `left_for` it is only the place where a provision stood that stands elsewhere in the later draft now: by order.
    """

    kind: LineageKind
    later: int
    earlier: tuple[int, ...]
    has_other_words: bool = False
    left_for: int = 0


class _Counted(Protocol):
    """A row, or what is made of one."""

    @property
    def kind(self) -> LineageKind: ...
    @property
    def later(self) -> int: ...
    @property
    def earlier(self) -> tuple[int, ...]: ...
    @property
    def has_other_words(self) -> bool: ...


class Figure(NamedTuple):
    """So many provisions of each draft are of that kind; `reworded` of the later draft's have other words, too."""

    kind: LineageKind
    earlier: int
    later: int
    reworded: int


def figures(rows: Iterable[_Counted]) -> list[Figure]:
    """One for each kind: the sums are the sizes of the drafts."""
    listed = [*rows]
    later = Counter(row.kind for row in listed if row.later)
    reworded = Counter(row.kind for row in listed if row.later and row.has_other_words)
    became: dict[int, list[LineageKind]] = defaultdict(list)
    for row in listed:
        if row.later or row.kind == LineageKind.DELETED:
            for order in row.earlier:
                became[order].append(row.kind)
    earlier = Counter(LineageKind.SPLIT if len(kinds) > 1 else kinds[0] for kinds in became.values())
    return [Figure(kind, earlier[kind], later[kind], reworded[kind]) for kind in LineageKind]


def composed(first: Iterable[Link], second: Iterable[Link]) -> list[Link]:
    """From the first draft to the third, by what lies between them. What moved in either step has moved."""
    onwards = defaultdict(list)
    for link in second:
        onwards[link.earlier].append(link)
    found: dict[tuple[int, int], Link] = {}
    for link in first:
        for on in onwards[link.later]:
            ends = (link.earlier, on.later)
            moved = link.is_moved or on.is_moved
            if ends not in found or (found[ends].is_moved and not moved):
                found[ends] = Link(*ends, moved)
    return [*found.values()]


@dataclass(frozen=True)
class Matched:
    """Two drafts, each in order, and which of their provisions belong together."""

    earlier: Sequence[Compared]
    later: Sequence[Compared]
    links: Sequence[Link]

    @cached_property
    def rows(self) -> list[Row]:
        """What is gone stands where it stood: behind what stood before it and still does."""
        gone = self._gone()
        rows = [*gone[0]]
        for it in self.later:
            rows += [self._row(it), *gone[it.order]]
        return rows

    @cached_property
    def came_from(self) -> Mapping[int, list[Link]]:
        return _by(self.links, "later")

    @cached_property
    def became(self) -> Mapping[int, list[Link]]:
        return _by(self.links, "earlier")

    @cached_property
    def _earlier(self) -> Mapping[int, Compared]:
        return {it.order: it for it in self.earlier}

    @cached_property
    def _places(self) -> Mapping[int, int]:
        """The order of each provision of the later draft, and how many have come when it has."""
        return {it.order: count for count, it in enumerate(self.later, start=1)}

    def _row(self, it: Compared) -> Row:
        came = tuple(link.earlier for link in self.came_from.get(it.order, ()))
        if not came:
            return Row(LineageKind.NEW, it.order, ())
        reworded = len(came) > 1 or self._earlier[came[0]].words != it.words
        return Row(self._kind(it, came, reworded), it.order, came, reworded)

    def _kind(self, it: Compared, came: tuple[int, ...], reworded: bool) -> LineageKind:
        if len(came) > 1:
            return LineageKind.MERGED
        if len(self.became[came[0]]) > 1:
            return LineageKind.SPLIT
        if self.came_from[it.order][0].is_moved:
            return LineageKind.MOVED
        if self._earlier[came[0]].number != it.number:
            return LineageKind.RENUMBERED
        return LineageKind.CHANGED if reworded else LineageKind.UNCHANGED

    def _gone(self) -> Mapping[int, list[Row]]:
        """What the later draft does not have in its place, by the order in it of what it stands behind; 0: before all.

        What stood below a provision that moved went along with it, and is not named a second time.
        """
        found: dict[int, list[Row]] = defaultdict(list)
        away: set[int] = set()
        after = 0
        for it in self.earlier:
            links = self.became.get(it.order, ())
            if links and not self._left(links):
                if it.parent in away:
                    away.add(it.order)
                else:
                    after = max(link.later for link in links)
                continue
            if links:
                away.add(it.order)
            if not links or it.parent not in away:
                place = self._behind(after, it.depth)
                kind, left_for = self._what_became(links)
                found[place].append(Row(kind, 0, (it.order,), left_for=left_for))
        return found

    def _left(self, links: Sequence[Link]) -> bool:
        """Whether it stands elsewhere: it moved, or went into another one, beside which it did not stand first."""
        link = links[0]
        return all(it.is_moved for it in links) or self.came_from[link.later][0].earlier != link.earlier

    def _what_became(self, links: Sequence[Link]) -> tuple[LineageKind, int]:
        if not links:
            return LineageKind.DELETED, 0
        later = links[0].later
        return (LineageKind.MERGED if len(self.came_from[later]) > 1 else LineageKind.MOVED), later

    def _behind(self, after: int, depth: int) -> int:
        """Past what has come in below the provision before: that belongs to it."""
        for following in self.later[self._places[after] :] if after else ():
            links = self.came_from.get(following.order, ())
            if following.depth <= depth or any(not link.is_moved for link in links):
                break
            after = following.order
        return after


def _by(links: Sequence[Link], side: str) -> Mapping[int, list[Link]]:
    found: dict[int, list[Link]] = defaultdict(list)
    for link in sorted(links):
        found[getattr(link, side)].append(link)
    return found
