"""What every reader returns: a tree of provisions and what could not be placed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from consultations.enums import ProblemReason, ProvisionKind


@dataclass(slots=True)
class ReadProvision:
    """A provision as a file has it. `number` is as printed; `text` is plain, a line a paragraph; `html` is cleaned."""

    kind: ProvisionKind
    number: str = ""
    heading: str = ""
    text: str = ""
    html: str = ""
    children: list[ReadProvision] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Problem:
    """A piece of the file that has no place in the draft. `line` counts from 1."""

    line: int
    text: str
    reason: ProblemReason


@dataclass(slots=True)
class ReadDraft:
    provisions: list[ReadProvision]
    problems: list[Problem]

    def walk(self) -> Iterator[tuple[ReadProvision, ReadProvision | None, int]]:
        """Each provision in reading order with its parent and its depth (0 at the top)."""
        waiting: list[tuple[ReadProvision, ReadProvision | None, int]]
        waiting = [(provision, None, 0) for provision in reversed(self.provisions)]
        while waiting:
            provision, parent, depth = waiting.pop()
            yield provision, parent, depth
            waiting += [(child, provision, depth + 1) for child in reversed(provision.children)]
