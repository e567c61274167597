"""What staff decide about lineage: of which provisions of the draft before one comes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.enums import Verb
from common.errors import StateError
from common.services.audit import record
from consultations.enums import LineageKind
from consultations.lineage import compared, kind_of
from consultations.models import Draft, Lineage, Provision
from consultations.queries.lineage import is_matched, texts_in
from consultations.services.draft import locked_changeable
from consultations.services.lineage import LineageNotReady, match_again

SEVERAL = (LineageKind.SPLIT, LineageKind.MERGED)


class ProvisionGone(StateError):
    """The provision was read anew or taken out meanwhile."""


@transaction.atomic
def correct_lineage(*, by: User, draft: Draft, provision: int, ancestors: Collection[int]) -> None:
    """Say of which provisions of the draft before this one comes, by primary keys; of none, and it is new.

    What it came from until now is deleted where nothing else comes of it. The lineage must be confirmed anew. Raises
    NotAllowed, DraftPublished, LineageNotReady, ProvisionGone.
    """
    locked = locked_matched(by, draft)
    before = list(locked.lineage.filter(provision=provision).order_by("order", "pk"))
    chosen = list(Provision.objects.filter(draft=locked.predecessor_id, pk__in=ancestors).order_by("order"))
    if not before or len(chosen) != len(set(ancestors)):
        raise ProvisionGone(_("The provision is no longer there, as the draft was changed. Look at its lineage again."))
    order = before[0].order
    released = {row.ancestor_id for row in before} - {None} - {one.pk for one in chosen}
    locked.lineage.filter(pk__in=[row.pk for row in before]).delete()
    locked.lineage.filter(provision=None, ancestor__in=chosen).delete()
    tie(locked, provision, [one.pk for one in chosen], order)
    delete_alone(locked, released, order)
    tell_kinds(locked, provision, {*released, *(one.pk for one in chosen)})
    locked.lineage_confirmed_at = None
    locked.save(update_fields=["lineage_confirmed_at"])
    record(
        by=by,
        verb=Verb.CORRECTED,
        subject=locked,
        before={"provision": provision, "ancestors": [row.ancestor_id for row in before]},
        after={"provision": provision, "ancestors": [one.pk for one in chosen]},
    )


@transaction.atomic
def trace_deleted(*, by: User, draft: Draft, ancestor: int, provisions: Collection[int]) -> None:
    """Say what became of a provision that is called deleted: each of these comes from it as well. Raises as
    `correct_lineage`."""
    locked = locked_matched(by, draft)
    for provision in provisions:
        rows = locked.lineage.filter(provision=provision).exclude(ancestor=None)
        its = [key for key in rows.values_list("ancestor_id", flat=True) if key is not None]
        correct_lineage(by=by, draft=locked, provision=provision, ancestors=[*dict.fromkeys([*its, ancestor])])


@transaction.atomic
def undo_correction(*, by: User, draft: Draft, provision: int) -> None:
    """Let the provision be matched by its text again, and all that follows from it. Raises as `correct_lineage`."""
    locked = locked_matched(by, draft)
    if not locked.lineage.filter(provision=provision, is_corrected=True).update(is_corrected=False):
        raise ProvisionGone(_("There is no correction of this provision any more. Look at its lineage again."))
    record(by=by, verb=Verb.CORRECTED, subject=locked, after={"provision": provision, "undone": True})
    match_again(locked)


def locked_matched(by: User, draft: Draft) -> Draft:
    locked = locked_changeable(by, draft)
    if locked.predecessor_id is None or not is_matched(locked):
        raise LineageNotReady(_("The draft is being matched with the one before it. Wait until that is done."))
    return locked


def tie(draft: Draft, provision: int, ancestors: list[int], order: int) -> None:
    """The kind of each follows (`tell_kinds`)."""
    kind = LineageKind.CHANGED if ancestors else LineageKind.NEW
    ends: list[int] | list[None] = ancestors or [None]
    Lineage.objects.bulk_create(
        Lineage(
            draft=draft,
            provision_id=provision,
            ancestor_id=ancestor,
            kind=kind,
            score=0.0,
            order=order,
            is_corrected=True,
        )
        for ancestor in ends
    )


def delete_alone(draft: Draft, released: Iterable[int | None], order: int) -> None:
    """Say of what nothing comes any more that it is deleted; it stands where the row stood."""
    tied = set(draft.lineage.filter(ancestor__in=[*released]).values_list("ancestor_id", flat=True))
    Lineage.objects.bulk_create(
        Lineage(draft=draft, ancestor_id=key, kind=LineageKind.DELETED, score=0.0, order=order)
        for key in released
        if key not in tied
    )


def tell_kinds(draft: Draft, provision: int, ancestors: Collection[int | None]) -> None:
    """The kinds of the provision's ties and of those that share an ancestor with it, by what is tied now.

    Of the others it is known already whether they moved; of a new tie the parents tell.
    """
    near = draft.lineage.exclude(ancestor=None).exclude(provision=None)
    rows = list(near.filter(Q(provision=provision) | Q(ancestor__in=ancestors)).select_related("provision", "ancestor"))
    ends = near.filter(
        Q(provision__in=[row.provision_id for row in rows]) | Q(ancestor__in=[row.ancestor_id for row in rows])
    )
    ties = set(ends.values_list("ancestor_id", "provision_id"))
    assert draft.predecessor is not None  # noqa: S101  # `locked_matched` has looked
    olds = {
        text.key: text for text in texts_in(draft.predecessor, [row.ancestor_id for row in rows if row.ancestor_id])
    }
    news = {text.key: text for text in texts_in(draft, [row.provision_id for row in rows if row.provision_id])}
    for row in rows:
        assert row.ancestor_id is not None  # noqa: S101  # the rows have both ends
        assert row.provision_id is not None  # noqa: S101  # likewise
        score, same_number = compared(olds[row.ancestor_id], news[row.provision_id])
        was_single = row.provision_id != provision and row.kind not in SEVERAL
        row.score = score
        row.kind = kind_of(
            ancestors=sum(new == row.provision_id for _old, new in ties),
            descendants=sum(old == row.ancestor_id for old, _new in ties),
            is_moved=row.kind == LineageKind.MOVED if was_single else is_elsewhere(draft, row),
            is_renumbered=not same_number,
            score=score,
        )
    Lineage.objects.bulk_update(rows, ["kind", "score"])


def is_elsewhere(draft: Draft, row: Lineage) -> bool:
    """Its parent comes from another one, or something that stayed in place has passed it."""
    assert row.provision is not None  # noqa: S101  # asked only of ties that have both ends
    assert row.ancestor is not None  # noqa: S101  # likewise
    over, before = row.provision.parent_id, row.ancestor.parent_id
    if over is None or before is None:
        if over is not before:
            return True
    elif not draft.lineage.filter(provision=over, ancestor=before).exists():
        return True
    beside = draft.lineage.filter(provision__parent=over, ancestor__parent=before).exclude(kind=LineageKind.MOVED)
    came_before = Q(provision__order__lt=row.provision.order, ancestor__order__gt=row.ancestor.order)
    came_after = Q(provision__order__gt=row.provision.order, ancestor__order__lt=row.ancestor.order)
    return beside.filter(came_before | came_after).exists()
