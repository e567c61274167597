"""The addresses of edited provisions: by the rule of `consultations.readers.eids`, but for those that the file gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from consultations.editing.records import Record, parents
from consultations.readers.draft import ReadDraft, ReadProvision
from consultations.readers.eids import eids


def addresses(records: Sequence[Record]) -> list[str]:
    """In the order of the records; numbers and levels decide, so that an address follows its number."""
    made: dict[int, ReadProvision] = {}
    roots: list[ReadProvision] = []
    for record, above in zip(records, parents(records), strict=True):
        provision = ReadProvision(record.kind, record.number, eid=record.own)
        made[record.key] = provision
        (roots if above is None else made[above.key].children).append(provision)
    return eids(ReadDraft(roots, []))


def with_own_addresses(records: Sequence[Record], stored: Sequence[str]) -> list[Record]:
    """What the rule would not have made is the file's own, and stays. Those below may follow from it by the rule, so
    each address is compared once those above it are settled."""
    settled = list(records)
    while True:
        made = addresses(settled)
        others = [
            at
            for at, (one, other) in enumerate(zip(made, stored, strict=True))
            if one != other and settled[at].own != other
        ]
        if not others:
            return settled
        highest = min(settled[at].depth for at in others)
        for at in others:
            if settled[at].depth == highest:
                settled[at] = replace(settled[at], own=stored[at])
