"""What a provision is called: its number as printed, its heading and its kind."""

from __future__ import annotations

from dataclasses import replace

from consultations.editing import markup
from consultations.editing.joining import added
from consultations.editing.placing import left_out
from consultations.editing.records import Record, Tree
from consultations.enums import ProvisionKind


def renumber(tree: Tree, key: int, number: str) -> Tree:
    """With another number, or none. A number that is taken away is kept among the pieces."""
    position = tree.position(key)
    record = tree.records[position]
    if number == record.number:
        return tree
    changed = without_own(tree, position, replace(record, number=number))
    return changed if number else with_piece(changed, Record(key, 0, record.kind, number=record.number))


def retitle(tree: Tree, key: int, heading: str, *, keep_in_text: bool = False) -> Tree:
    """With another heading, or none. The former one stands at the beginning of the text where that is asked; one that
    is taken away without is kept among the pieces."""
    position = tree.position(key)
    record = tree.records[position]
    if heading == record.heading:
        return tree
    changed = replace(record, heading=heading)
    if keep_in_text and record.heading:
        begins = replace(changed, text=record.heading, html=markup.of_text(record.heading))
        changed = added(begins, record.text, record.html) if record.text else begins
    tree = tree.spliced(position, position + 1, [changed])
    is_gone = not heading and not keep_in_text
    return with_piece(tree, Record(key, 0, record.kind, heading=record.heading)) if is_gone else tree


def rekind(tree: Tree, key: int, kind: ProvisionKind) -> Tree:
    position = tree.position(key)
    if kind == tree.records[position].kind:
        return tree
    return without_own(tree, position, replace(tree.records[position], kind=kind))


def without_own(tree: Tree, position: int, changed: Record) -> Tree:
    """An address that the file gave no longer fits, nor do those of what stands below."""
    end = tree.end(position)
    return tree.spliced(position, end, [replace(it, own="") for it in (changed, *tree.records[position + 1 : end])])


def with_piece(tree: Tree, record: Record) -> Tree:
    return Tree(tree.records, (left_out(record), *tree.pieces))
