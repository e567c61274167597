"""What became of the words of one provision: its number, its heading and its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from consultations.redline import Redline, redline, redlines


class Worded(Protocol):
    @property
    def number(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class Comparison:
    number: Redline
    heading: Redline
    text: Redline

    @property
    def changed_words(self) -> int:
        """Of heading and text: the number is said apart."""
        return self.heading.changed_words + self.text.changed_words

    def __iter__(self) -> Iterator[tuple[str, Redline]]:
        """Each with the class that it has on a page."""
        yield from (("redline-number", self.number), ("redline-heading", self.heading), ("as-typed", self.text))


def compared(old: Sequence[Worded], new: Worded | None) -> Comparison:
    """What was made of several provisions takes its number and heading from the first of them."""
    first = old[0] if old else None
    others = [" ".join(filter(None, [it.number, it.heading, it.text])) for it in old[1:]]
    return Comparison(
        redline(first.number if first else "", new.number if new else ""),
        redline(first.heading if first else "", new.heading if new else ""),
        redline("\n".join([first.text, *others]) if first else "", new.text if new else ""),
    )


def compared_part(old: Worded, parts: Sequence[Worded], index: int) -> Comparison:
    """One of the parts that a provision was split into; the first has its number and heading."""
    new = parts[index]
    return Comparison(
        redline("" if index else old.number, new.number),
        redline("" if index else old.heading, new.heading),
        redlines(old.text, [part.text for part in parts])[index],
    )
