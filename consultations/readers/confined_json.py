"""A read draft on its way from the process that read the file: a flat list, so that depth costs no recursion."""

from __future__ import annotations

import json
from typing import Any

from consultations.enums import NoticeKind, PlaceUnit, ProblemReason, ProvisionKind
from consultations.readers.draft import Notice, Problem, ReadDraft, ReadProvision


def as_json(draft: ReadDraft) -> bytes:
    packed = {
        "provisions": [
            [depth, one.kind, one.number, one.heading, one.text, one.html, one.eid]
            for one, _parent, depth in draft.walk()
        ],
        "problems": [[problem.place, problem.text, problem.reason, problem.unit] for problem in draft.problems],
        "notices": [[notice.kind, notice.count] for notice in draft.notices],
        "source": draft.source,
        "markup": draft.markup,
    }
    return json.dumps(packed).encode()


def from_json(data: bytes) -> ReadDraft:
    packed = json.loads(data)
    return ReadDraft(
        tree(packed["provisions"]),
        [Problem(place, text, ProblemReason(why), PlaceUnit(unit)) for place, text, why, unit in packed["problems"]],
        [Notice(NoticeKind(kind), count) for kind, count in packed["notices"]],
        packed["source"],
        packed["markup"],
    )


def tree(rows: list[list[Any]]) -> list[ReadProvision]:
    """Each row hangs in the latest one above it that is less deep."""
    roots: list[ReadProvision] = []
    levels = [roots]
    for depth, kind, *fields in rows:
        provision = ReadProvision(ProvisionKind(kind), *fields)
        levels[depth].append(provision)
        levels[depth + 1 :] = [provision.children]
    return roots
