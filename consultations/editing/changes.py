"""What an operation changed, small enough to keep and enough to undo and redo it.

Records and pieces are compared from both ends; what lies between is the change. Of a record that is there before and
after, only the fields that differ are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

from consultations.editing.records import Piece, Record, Tree
from consultations.enums import ProvisionKind

T = TypeVar("T")
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """From position `at` of the records on, `before` gave way to `after`; from `piece_at` on, likewise the pieces. All
    are JSON values."""

    at: int
    before: Sequence[Fields]
    after: Sequence[Fields]
    piece_at: int
    pieces_before: Sequence[Piece]
    pieces_after: Sequence[Piece]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def change(before: Tree, after: Tree) -> Change:
    at, old, new = between(before.records, after.records)
    piece_at, old_pieces, new_pieces = between(before.pieces, after.pieces)
    return Change(at, told_apart(old, new), told_apart(new, old), piece_at, old_pieces, new_pieces)


def undone(tree: Tree, made: Change) -> Tree:
    """The tree as it was before the change, which must be the latest."""
    return exchanged(tree, made.at, made.after, made.before, made.piece_at, made.pieces_after, made.pieces_before)


def redone(tree: Tree, made: Change) -> Tree:
    """The tree as the change left it, which must be the latest that was undone."""
    return exchanged(tree, made.at, made.before, made.after, made.piece_at, made.pieces_before, made.pieces_after)


def exchanged(
    tree: Tree, at: int, goes: Sequence[Fields], comes: Iterable[Fields], piece_at: int,
    pieces_go: Sequence[Piece], pieces_come: Sequence[Piece],
) -> Tree:  # fmt: skip
    end = at + len(goes)
    present = {record.key: record for record in tree.records[at:end]}
    records = [put_back(fields, present.get(fields["key"])) for fields in comes]
    pieces = (*tree.pieces[:piece_at], *pieces_come, *tree.pieces[piece_at + len(pieces_go) :])
    return tree.spliced(at, end, records, pieces)


def between(old: Sequence[T], new: Sequence[T]) -> tuple[int, Sequence[T], Sequence[T]]:
    """Where they begin to differ, and what lies there until they agree again."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    most = shorter - start
    same = next((back for back in range(most) if old[-1 - back] != new[-1 - back]), most)
    return start, old[start : len(old) - same], new[start : len(new) - same]


def told_apart(records: Sequence[Record], others: Sequence[Record]) -> list[Fields]:
    """Each record's fields; where the others have it too, its key and those that differ."""
    there = {record.key: asdict(record) for record in others}
    told: list[Fields] = []
    for record in records:
        other = there.get(record.key, {})
        fields = {name: value for name, value in asdict(record).items() if name not in other or other[name] != value}
        told.append({**fields, "key": record.key})
    return told


def put_back(fields: Fields, present: Record | None) -> Record:
    values = {**fields, "kind": ProvisionKind(fields["kind"])} if "kind" in fields else dict(fields)
    return replace(present, **values) if present is not None else Record(**values)
