"""What editors do to the provisions that a reader made of a file, until the draft is published.

Each verb is one transaction with its audit row and the `DraftEdit` by which it is undone. `edition` is the one of the
draft that the editor has seen; when somebody else was quicker it is refused, and nothing is changed.

All raise NotAllowed, DraftPublished, and CannotBeDone: DraftBeingRead, EditionPassed, or what makes no sense there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.enums import Verb
from common.services.audit import record
from consultations.editing.changes import Change, change, redone, undone
from consultations.editing.joining import join, split
from consultations.editing.labels import rekind, renumber, retitle
from consultations.editing.levels import lift, lower
from consultations.editing.placing import drop, place
from consultations.editing.records import CannotBeDone, Tree
from consultations.enums import EditOperation, JoinedAs, ProvisionKind
from consultations.models import Draft, DraftEdit, Provision
from consultations.services.draft import locked_changeable, reading_is_done
from consultations.services.lineage import match_again
from consultations.services.tree_store import tree_of, with_keys, write_tree

LONGEST_NAME = 80


class EditionPassed(CannotBeDone):
    """Somebody else has changed the draft since the page was loaded."""


class DraftBeingRead(CannotBeDone):
    """Its provisions are about to be replaced."""


class NothingToUndo(CannotBeDone):
    """There is no change left to take back, or to do again."""


def join_provisions(
    *, by: User, draft: Draft, edition: int, key: int, joined_as: JoinedAs = JoinedAs.PARAGRAPH
) -> DraftEdit:
    """With the one just before it in reading order."""
    arguments = {"as": joined_as.value}
    return edit(by, draft, edition, key, EditOperation.JOINED, lambda tree: join(tree, key, joined_as), arguments)


def join_with_next(*, by: User, draft: Draft, edition: int, key: int) -> DraftEdit:
    """The next one in reading order is joined with this one."""
    here = Provision.objects.filter(draft=draft, pk=key).values("order")
    following = Provision.objects.filter(draft=draft, order__gt=Subquery(here)).order_by("order").first()
    if following is None:
        raise CannotBeDone(_("The last provision has none after it to be joined with."))
    return join_provisions(by=by, draft=draft, edition=edition, key=following.pk)


def split_provision(*, by: User, draft: Draft, edition: int, key: int, at: int, number: str = "") -> DraftEdit:
    """Before the code point `at` of its text."""
    arguments = {"at": at, "number": number}
    return edit(by, draft, edition, key, EditOperation.SPLIT, lambda tree: split(tree, key, at, number), arguments)


def lift_provision(*, by: User, draft: Draft, edition: int, key: int) -> DraftEdit:
    return edit(by, draft, edition, key, EditOperation.LIFTED, lambda tree: lift(tree, key))


def lower_provision(*, by: User, draft: Draft, edition: int, key: int) -> DraftEdit:
    return edit(by, draft, edition, key, EditOperation.LOWERED, lambda tree: lower(tree, key))


def label_provision(
    *, by: User, draft: Draft, edition: int, key: int, number: str, heading: str, kind: ProvisionKind,
    keep_heading: bool = False,
) -> DraftEdit:  # fmt: skip
    """Another number, heading or kind; `keep_heading` puts the former heading at the beginning of the text."""

    def labelled(tree: Tree) -> Tree:
        tree = retitle(renumber(tree, key, number), key, heading, keep_in_text=keep_heading)
        return rekind(tree, key, kind)

    arguments = {"number": number, "heading": heading, "kind": kind.value, "keep_heading": keep_heading}
    return edit(by, draft, edition, key, EditOperation.LABELLED, labelled, arguments)


def drop_provision(*, by: User, draft: Draft, edition: int, key: int, with_below: bool = True) -> DraftEdit:
    """Its words go to what has no place; what stands below it goes with it or comes one level up."""
    arguments = {"with_below": with_below}
    return edit(
        by, draft, edition, key, EditOperation.LEFT_OUT, lambda it: drop(it, key, with_below=with_below), arguments
    )


def place_piece(*, by: User, draft: Draft, edition: int, piece: int, after: int) -> DraftEdit:
    """The piece of that index, from 0, becomes a provision just after the one of the key `after`."""
    arguments = {"piece": piece}
    return edit(by, draft, edition, after, EditOperation.PLACED, lambda tree: place(tree, piece, after), arguments)


@transaction.atomic
def undo_edit(*, by: User, draft: Draft, edition: int) -> DraftEdit:
    """Take back the latest change that stands. Raises NothingToUndo too."""
    draft = locked_editable(by, draft, edition)
    latest = draft.edits.filter(is_undone=False).order_by("-number").first()
    if latest is None:
        raise NothingToUndo(_("No change by hand is left that could be undone."))
    return turn(by, draft, latest, undone, is_undone=True)


@transaction.atomic
def redo_edit(*, by: User, draft: Draft, edition: int) -> DraftEdit:
    """Do again what was undone last. Raises NothingToUndo too."""
    draft = locked_editable(by, draft, edition)
    first = draft.edits.filter(is_undone=True).order_by("number").first()
    if first is None:
        raise NothingToUndo(_("No change is undone that could be done again."))
    return turn(by, draft, first, redone, is_undone=False)


def turn(by: User, draft: Draft, one: DraftEdit, way: Callable[[Tree, Change], Tree], *, is_undone: bool) -> DraftEdit:
    """Go the way from one side of a change to its other."""
    before, stored = tree_of(draft)
    write_tree(draft, before, stored, way(before, Change(**one.change)))
    one.is_undone = is_undone
    one.save(update_fields=["is_undone"])
    done(by, draft, one)
    return one


@transaction.atomic
def edit(
    by: User, draft: Draft, edition: int, key: int, operation: EditOperation, apply: Callable[[Tree], Tree],
    arguments: dict[str, Any] | None = None,
) -> DraftEdit:  # fmt: skip
    """Changes that were undone can no longer be done again afterwards."""
    draft = locked_editable(by, draft, edition)
    before, stored = tree_of(draft)
    position = before.position(key)
    after = with_keys(apply(before))
    if after == before:
        raise CannotBeDone(_("That is how it is already. Nothing was changed."))
    write_tree(draft, before, stored, after)
    draft.edits.filter(is_undone=True).delete()
    one = DraftEdit.objects.create(
        draft=draft,
        number=draft.edits.count() + 1,
        operation=operation,
        provision=stored[position],
        name=before.records[position].words.split("\n")[0][:LONGEST_NAME],
        arguments=arguments or {},
        change=change(before, after).as_json(),
        by=by,
    )
    done(by, draft, one)
    return one


def locked_editable(by: User, draft: Draft, edition: int) -> Draft:
    draft = locked_changeable(by, draft)
    if not reading_is_done(draft.reading):
        raise DraftBeingRead(
            _("The file is being read, and its provisions will take the place of these. Wait for them.")
        )
    if draft.edition != edition:
        message = _(
            "Somebody has changed this draft since you loaded the page, so nothing was done. Look at it as it is."
        )
        raise EditionPassed(message)
    return draft


def done(by: User, draft: Draft, one: DraftEdit) -> None:
    """The draft counts on, its lineage is found anew, and its audit row says what was done to which provision."""
    draft.edition += 1
    draft.save(update_fields=["edition", "problems"])
    match_again(draft)
    said = {"edit": one.number, "operation": one.operation, "provision": one.provision, **one.arguments}
    record(by=by, verb=Verb.CHANGED, subject=draft, after={**said, "undone": one.is_undone})
