"""Where the next provision goes: the open headings and numbers of a draft as it is read from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, field

from consultations.enums import ProvisionKind as Kind
from consultations.readers.draft import ReadProvision
from consultations.readers.markers import Marker, Reading
from consultations.readers.nouns import Named

PLAIN = 7  # the level of a heading that has no sign of one; CommonMark's are 1 to 6
LOWEST = 99


@dataclass(slots=True)
class Open:
    """A heading whose end has not come yet. `rank` is its noun's (nouns.py), None for a heading without a noun."""

    provision: ReadProvision
    level: int
    rank: int | None


@dataclass(slots=True)
class Mark:
    """A number whose end has not come yet."""

    provision: ReadProvision
    reading: Reading


@dataclass(slots=True)
class Outline:
    ranks: dict[str, int]
    roots: list[ReadProvision] = field(default_factory=list)
    opened: list[Open] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    unnumbered: ReadProvision | None = None
    inside: list[ReadProvision] = field(default_factory=list)
    latest: ReadProvision | None = None

    @property
    def container(self) -> ReadProvision | None:
        """The list item that one is inside of, else the innermost open heading."""
        if self.inside:
            return self.inside[-1]
        return self.opened[-1].provision if self.opened else None

    @property
    def latest_number(self) -> ReadProvision | None:
        """What a table, or a quotation, belongs to."""
        if self.marks:
            return self.marks[-1].provision
        return self.inside[-1] if self.inside else None

    def open_named(self, named: Named, level: int) -> ReadProvision:
        rank = self.ranks[named.name]
        return self.open(ReadProvision(named.kind, named.number, named.rest), level, rank)

    def open(self, provision: ReadProvision, level: int, rank: int | None = None) -> ReadProvision:
        """Close what ends here, then hang the provision in what is left open."""
        for index, other in enumerate(self.opened):
            by_rank = rank is not None and other.rank is not None and other.rank >= rank
            by_level = (rank is None or other.rank is None) and other.level >= level
            if by_rank or by_level:
                del self.opened[index:]
                break
        self.close_numbers()
        self.inside.clear()
        self.hang(provision, self.container)
        self.opened.append(Open(provision, level, rank))
        return provision

    def open_preamble(self, heading: str = "") -> ReadProvision:
        self.opened.clear()
        return self.open(ReadProvision(Kind.PREAMBLE, heading=heading), PLAIN, LOWEST)

    def add_unnumbered(self, kind: Kind) -> ReadProvision:
        """A paragraph without a number ends the numbers before it; letters after it are its points."""
        self.close_numbers()
        self.unnumbered = self.hang(ReadProvision(kind), self.container)
        return self.unnumbered

    def add_bullet(self) -> ReadProvision:
        parent = self.marks[-1].provision if self.marks else self.unnumbered or self.container
        return self.hang(ReadProvision(Kind.POINT), parent)

    def add_numbered(self, marker: Marker, kind: Kind | None = None) -> ReadProvision:
        reading, depth = self.place_of(marker)
        del self.marks[depth:]
        parent: ReadProvision | None
        if depth:
            parent = self.marks[-1].provision
        elif marker.is_numeric:
            parent, self.unnumbered = self.container, None
        else:
            parent = self.unnumbered or self.container
        top = marker.is_numeric and not depth and not self.inside
        provision = ReadProvision(kind or (Kind.PARAGRAPH if top else Kind.POINT), marker.printed)
        self.marks.append(Mark(self.hang(provision, parent), reading))
        return provision

    def place_of(self, marker: Marker) -> tuple[Reading, int]:
        """How to understand the number here, and how many of the open numbers stay open."""
        places = [(reading, depth) for reading in marker.readings for depth in self.siblings(reading)]
        following = [place for place in places if place[0].value == self.marks[place[1]].reading.value + 1]
        if following:
            return max(following, key=lambda place: place[1])
        first = next((reading for reading in marker.readings if reading.value == 1), None)
        if first and not any(place[0] == first for place in places):
            return first, len(self.marks)
        if places:
            return max(places, key=lambda place: place[1])
        reading = marker.readings[0] if len(marker.readings) == 1 else marker.readings[-1]
        return reading, self.depth_below_its_level(reading)

    def siblings(self, reading: Reading) -> list[int]:
        return [depth for depth, mark in enumerate(self.marks) if mark.reading.style == reading.style]

    def depth_below_its_level(self, reading: Reading) -> int:
        """“2.1” goes below “2.” where that is open, “2.” below no letter, anything else new below the last number."""
        if reading.style.startswith("level "):
            for depth, mark in enumerate(self.marks):
                if mark.reading.style.startswith("level ") and mark.reading.style >= reading.style:
                    return depth
        elif reading.style.endswith("decimal") and not any(
            mark.reading.style.endswith("decimal") for mark in self.marks
        ):
            return 0
        return len(self.marks)

    def continues(self, marker: Marker) -> bool:
        """Whether a line inside a paragraph that starts so is a provision of its own, and not just a line."""
        for reading in marker.readings:
            siblings = [self.marks[depth].reading.value for depth in self.siblings(reading)]
            if any(reading.value == value + 1 or (reading.suffixed and reading.value == value) for value in siblings):
                return True
            if not siblings and reading.value == 1:
                return True
        return marker.is_dash

    def close_numbers(self) -> None:
        self.marks.clear()
        self.unnumbered = None

    def hang(self, provision: ReadProvision, parent: ReadProvision | None) -> ReadProvision:
        (self.roots if parent is None else parent.children).append(provision)
        self.latest = provision
        return provision
