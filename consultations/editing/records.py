"""A draft as the editors' operations see it: its provisions in reading order, each with its depth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.errors import StateError
from consultations.enums import ProvisionKind

Piece = Mapping[str, Any]
"""What has no place, as the draft keeps it: {line (or page, paragraph), text, reason}; one that editors left out has
“provision”, what it was."""


class CannotBeDone(StateError):
    """The operation makes no sense here; nothing was changed."""


class ProvisionGone(CannotBeDone):
    """The provision that was meant is not in the draft."""


@dataclass(frozen=True, slots=True)
class Record:
    """A provision. `key` tells it from others: its primary key, below 0 until it is stored. `own` is the address that
    the file itself gives it, "" where the rule makes one; `place` is where its words begin in the file's text, None
    where that is not known."""

    key: int
    depth: int
    kind: ProvisionKind
    number: str = ""
    heading: str = ""
    text: str = ""
    html: str = ""
    own: str = ""
    place: int | None = None

    @property
    def words(self) -> str:
        """All that is printed of it: a line for number and heading, then its text."""
        return "\n".join(filter(None, (f"{self.number} {self.heading}".strip(), self.text)))


@dataclass(frozen=True, slots=True)
class Tree:
    """The first record has depth 0, and none is more than one deeper than the one before."""

    records: tuple[Record, ...]
    pieces: tuple[Piece, ...] = ()

    def position(self, key: int) -> int:
        """Raises ProvisionGone."""
        for position, record in enumerate(self.records):
            if record.key == key:
                return position
        raise ProvisionGone(_("The provision is no longer in the draft. Nothing was done: look at the draft again."))

    def end(self, position: int) -> int:
        """Where the records below the one at `position` end."""
        depth = self.records[position].depth
        following = range(position + 1, len(self.records))
        return next((at for at in following if self.records[at].depth <= depth), len(self.records))

    def spliced(self, start: int, end: int, records: Iterable[Record], pieces: tuple[Piece, ...] | None = None) -> Tree:
        """With other records in place of those from `start` to before `end`."""
        inside = (*self.records[:start], *records, *self.records[end:])
        return Tree(inside, self.pieces if pieces is None else pieces)

    def new_key(self) -> int:
        return min((record.key for record in self.records if record.key < 0), default=0) - 1


def parents(records: Iterable[Record]) -> Iterator[Record | None]:
    """The record above each, in reading order."""
    above: list[Record] = []
    for record in records:
        del above[record.depth :]
        yield above[-1] if above else None
        above.append(record)
