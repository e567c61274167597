"""What a reader of HTML or XML gathers besides the text: problems, notices, footnotes that wait for their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element

from consultations.enums import NoticeKind, ProblemReason
from consultations.readers.draft import Notice, Problem
from consultations.readers.elements import line_of, said

SHOWN = 500
"""Characters of what is only named, such as a script."""


@dataclass(slots=True)
class Report:
    """`splits_lines`: a line break ends a line, as texts of pages are set by it. `reason_against` says why an element
    is none of the text."""

    splits_lines: bool = False
    reason_against: Callable[[_Element], ProblemReason | None] = lambda _element: None
    notes_by_link: Mapping[_Element, _Element] = field(default_factory=dict)
    note_blocks: frozenset[_Element] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    counts: dict[NoticeKind, int] = field(default_factory=dict)
    notes: list[tuple[str, _Element]] = field(default_factory=list)
    """The mark and the text of footnotes whose paragraph has not ended yet; "" where the mark stands in the text."""
    known_notes: dict[str, _Element] = field(default_factory=dict)
    """Notes that stand elsewhere, by their address, until somebody refers to them."""
    numbered_notes: int = 0

    def problem(self, element: _Element, reason: ProblemReason, text: str = "") -> None:
        """Report the element's words, or `text`; without either there is nothing to report."""
        text = text or said(element)
        if text:
            self.problems.append(Problem(line_of(element), text, reason))

    def count(self, kind: NoticeKind) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1

    def notices(self) -> list[Notice]:
        return [Notice(kind, count) for kind, count in self.counts.items()]

    def deleted(self, element: _Element) -> None:
        self.problem(element, ProblemReason.DELETED)
        self.count(NoticeKind.TRACKED_CHANGES)

    def refuse(self, element: _Element, reason: ProblemReason) -> None:
        """An element that is none of the text, with the beginning of a script, or where a file of its own is."""
        if reason in {ProblemReason.SCRIPT, ProblemReason.EXTERNAL}:
            address = element.get("src") or element.get("data") or ""
            self.problem(element, reason, " ".join(filter(None, (address[:SHOWN], said(element)[:SHOWN]))))
        else:
            self.problem(element, reason)

    def note(self, element: _Element) -> str:
        """Keep a footnote for the end of its paragraph and return its mark, as printed where it has one."""
        self.numbered_notes += 1
        mark = " ".join((element.get("marker") or str(self.numbered_notes)).split())
        self.notes.append((mark, element))
        return mark

    def taken_notes(self) -> list[tuple[str, _Element]]:
        taken, self.notes = self.notes, []
        return taken
