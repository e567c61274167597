"""What every reader returns: a tree of provisions and what could not be placed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from consultations.enums import NoticeKind, PlaceUnit, ProblemReason, ProvisionKind


@dataclass(slots=True)
class ReadProvision:
    """A provision as a file has it. `number` is as printed; `text` is plain, a line a paragraph; `html` is cleaned;
    `eid` is the file's own address of it, "" where `eids` shall make one."""

    kind: ProvisionKind
    number: str = ""
    heading: str = ""
    text: str = ""
    html: str = ""
    eid: str = ""
    children: list[ReadProvision] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Problem:
    """A piece of the file that has no place in the draft. `place` counts from 1, in the file's units."""

    place: int
    text: str
    reason: ProblemReason
    unit: PlaceUnit = PlaceUnit.LINE


@dataclass(frozen=True, slots=True)
class Notice:
    """What people should know about how the whole file was read; `count` says how often it happened."""

    kind: NoticeKind
    count: int


@dataclass(slots=True)
class ReadDraft:
    """`source` is all text of the file, taken without regard to its structure: by it one sees that nothing is lost.
    `markup` is what of it is no text but a sign of the format, such as the “1.” from which Markdown counts a list."""

    provisions: list[ReadProvision]
    problems: list[Problem]
    notices: list[Notice] = field(default_factory=list)
    source: str = field(default="", compare=False)
    markup: str = field(default="", compare=False)

    def walk(self) -> Iterator[tuple[ReadProvision, ReadProvision | None, int]]:
        """Each provision in reading order with its parent and its depth (0 at the top)."""
        waiting: list[tuple[ReadProvision, ReadProvision | None, int]]
        waiting = [(provision, None, 0) for provision in reversed(self.provisions)]
        while waiting:
            provision, parent, depth = waiting.pop()
            yield provision, parent, depth
            waiting += [(child, provision, depth + 1) for child in reversed(provision.children)]
