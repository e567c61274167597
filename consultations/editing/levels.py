"""Moving a provision one level up or down. Its place in the order of the words stays what it is."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from consultations.editing.records import CannotBeDone, Record, Tree


def lift(tree: Tree, key: int) -> Tree:
    """One level up, with all below it: it becomes the next sibling of the provision above it. The siblings that
    followed it come to stand below it, as outliners do that keep the order of the lines (Org mode, Word's outline)."""
    position = tree.position(key)
    if tree.records[position].depth == 0:
        raise CannotBeDone(_("The provision stands on the highest level already."))
    return moved(tree, position, tree.end(position), -1)


def lower(tree: Tree, key: int) -> Tree:
    """One level down, with all below it: it becomes the last one below the sibling before it."""
    position = tree.position(key)
    if position == 0 or tree.records[position - 1].depth < tree.records[position].depth:
        raise CannotBeDone(_("The provision is the first on its level, so there is none that it could stand below."))
    return moved(tree, position, tree.end(position), 1)


def moved(tree: Tree, start: int, end: int, by: int) -> Tree:
    return tree.spliced(start, end, deeper(tree.records[start:end], by))


def deeper(records: tuple[Record, ...], by: int) -> list[Record]:
    return [replace(record, depth=record.depth + by) for record in records]
