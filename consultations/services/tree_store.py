"""Taking a draft's provisions as a tree that can be edited, and writing back what has changed, in a few statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import connection

from consultations.editing.addresses import addresses, with_own_addresses
from consultations.editing.records import Record, Tree, parents
from consultations.enums import ProvisionKind
from consultations.models import Draft, Provision, ProvisionText

BATCH = 1000
FIELDS = ("provision", "provision__depth", "provision__kind", "number", "heading", "text", "html", "provision__place")
RENUMBER = """
UPDATE consultations_provision AS stored
   SET "order" = given."order", depth = given.depth, parent_id = given.parent, kind = given.kind, eid = given.eid,
       place = given.place
  FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::bigint[], %s::text[], %s::text[], %s::int[])
    AS given(id, "order", depth, parent, kind, eid, place)
 WHERE stored.id = given.id
"""
NEXT_KEYS = "SELECT nextval(pg_get_serial_sequence('consultations_provision', 'id')) FROM generate_series(1, %s)"


@dataclass(frozen=True, slots=True)
class Row:
    """A provision as its table has it."""

    key: int
    order: int
    depth: int
    parent: int | None
    kind: str
    eid: str
    place: int | None


def tree_of(draft: Draft) -> tuple[Tree, list[str]]:
    """All provisions in the draft's language and what has no place; and the stored addresses, in the same order."""
    texts = ProvisionText.objects.filter(provision__draft=draft, language=draft.language).order_by("provision__order")
    records: list[Record] = []
    stored: list[str] = []
    for key, depth, kind, number, heading, text, html, place, eid in texts.values_list(*FIELDS, "provision__eid"):
        records.append(Record(key, depth, ProvisionKind(kind), number, heading, text, html, place=place))
        stored.append(eid)
    return Tree(tuple(with_own_addresses(records, stored)), tuple(draft.problems)), stored


def with_keys(tree: Tree) -> Tree:
    """With primary keys for the records that are new."""
    new = sum(record.key < 0 for record in tree.records)
    with connection.cursor() as cursor:
        cursor.execute(NEXT_KEYS, [new])
        keys = iter([key for (key,) in cursor.fetchall()])
    return Tree(tuple(replace(it, key=next(keys)) if it.key < 0 else it for it in tree.records), tree.pieces)


def write_tree(draft: Draft, before: Tree, stored: Sequence[str], after: Tree) -> None:
    """Make the draft's rows those of `after`, in the caller's transaction; `before` and `stored` are what is there."""
    old = {row.key: row for row in rows(before.records, stored)}
    new = {row.key: row for row in rows(after.records, addresses(after.records))}
    delete(old.keys() - new.keys())
    renumber([row for key, row in new.items() if key in old and old[key] != row])
    Provision.objects.bulk_create(
        [provision(draft, row) for key, row in new.items() if key not in old], batch_size=BATCH
    )
    write_texts(draft, {record.key: record for record in before.records}, after.records)
    if after.pieces != before.pieces:
        draft.problems = list(after.pieces)


def rows(records: Sequence[Record], eids: Sequence[str]) -> Iterable[Row]:
    for order, (record, above, eid) in enumerate(zip(records, parents(records), eids, strict=True), start=1):
        parent = above.key if above else None
        yield Row(record.key, order, record.depth, parent, record.kind.value, eid, record.place)


def provision(draft: Draft, row: Row) -> Provision:
    return Provision(
        pk=row.key, draft=draft, order=row.order, depth=row.depth, parent_id=row.parent, kind=row.kind, eid=row.eid,
        place=row.place,
    )  # fmt: skip


def delete(keys: Iterable[int]) -> None:
    gone = list(keys)
    if gone:
        ProvisionText.objects.filter(provision__in=gone).delete()
        Provision.objects.filter(parent__in=gone).update(parent=None)
        Provision.objects.filter(pk__in=gone).delete()


def renumber(changed: Sequence[Row]) -> None:
    """In one statement, as orders and addresses are unique when it ends, and not while it runs."""
    if not changed:
        return
    columns = zip(*((it.key, it.order, it.depth, it.parent, it.kind, it.eid, it.place) for it in changed), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(RENUMBER, [list(column) for column in columns])


def write_texts(draft: Draft, before: dict[int, Record], after: Sequence[Record]) -> None:
    changed = [it for it in after if it.key in before and printed(it) != printed(before[it.key])]
    stored = ProvisionText.objects.filter(provision__in=[it.key for it in changed], language=draft.language)
    texts = {text.provision_id: text for text in stored}
    for record in changed:
        text = texts[record.key]
        text.number, text.heading, text.text, text.html = printed(record)
    ProvisionText.objects.bulk_update(texts.values(), ["number", "heading", "text", "html"], batch_size=BATCH)
    ProvisionText.objects.bulk_create([new_text(draft, it) for it in after if it.key not in before], batch_size=BATCH)


def printed(record: Record) -> tuple[str, str, str, str]:
    return record.number, record.heading, record.text, record.html


def new_text(draft: Draft, record: Record) -> ProvisionText:
    number, heading, text, html = printed(record)
    return ProvisionText(
        provision_id=record.key, language=draft.language, number=number, heading=heading, text=text, html=html
    )
