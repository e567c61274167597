"""Leaving a provision out of the draft, and placing in the draft what has no place yet."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from consultations.editing import markup
from consultations.editing.levels import deeper
from consultations.editing.records import CannotBeDone, Piece, ProvisionGone, Record, Tree
from consultations.enums import ProblemReason, ProvisionKind


def drop(tree: Tree, key: int, *, with_below: bool = True) -> Tree:
    """Out of the draft, its words to the pieces; what stands below it goes with it or comes one level up."""
    position = tree.position(key)
    end = tree.end(position) if with_below else position + 1
    stays = () if with_below else deeper(tree.records[end : tree.end(position)], -1)
    if len(tree.records) == end - position and not stays:
        raise CannotBeDone(_("A draft has at least one provision, so the last one cannot be left out."))
    pieces = tuple(left_out(record) for record in tree.records[position:end] if record.words)
    return tree.spliced(position, tree.end(position), stays, (*pieces, *tree.pieces))


def left_out(record: Record) -> Piece:
    """A piece that remembers what it was."""
    was = {
        "kind": record.kind.value,
        "number": record.number,
        "heading": record.heading,
        "text": record.text,
        "html": record.html,
        "place": record.place,
    }
    return {"reason": ProblemReason.LEFT_OUT.value, "text": record.words, "provision": was}


def place(tree: Tree, index: int, after: int) -> Tree:
    """The piece becomes a provision just after another one in the order of the words: at its level, or as the first
    below it where something stands there. What editors have left out is again what it was."""
    if not 0 <= index < len(tree.pieces):
        raise ProvisionGone(_("This piece is no longer among those without a place. Nothing was done: look again."))
    position = tree.position(after)
    has_below = tree.end(position) > position + 1
    record = replace(restored(tree.pieces[index], tree.new_key()), depth=tree.records[position].depth + has_below)
    if not record.words.strip():
        raise CannotBeDone(_("This piece has no words."))
    pieces = (*tree.pieces[:index], *tree.pieces[index + 1 :])
    return tree.spliced(position + 1, position + 1, [record], pieces)


def restored(piece: Piece, key: int) -> Record:
    was = piece.get("provision")
    if was is not None:
        return Record(key, 0, **{**was, "kind": ProvisionKind(was["kind"])})
    text = "\n".join(" ".join(line.split()) for line in piece["text"].split("\n") if line.strip())
    return Record(key, 0, ProvisionKind.PARAGRAPH, text=text, html=markup.of_text(text), place=piece.get("at"))
