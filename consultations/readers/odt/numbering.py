"""The automatic numbers of an ODT (OpenDocument 1.3, part 3, 16.30 to 16.35), as LibreOffice shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from consultations.readers.odt.names import EXTENSION, FO, STYLE, TEXT, Element, whole
from consultations.readers.odt.styles import Styles, length
from consultations.readers.office.lists import Numbering
from consultations.readers.office.numbers import COUNTED, CYCLES, DIGITS, LETTERS, printed

DEEPEST = 9
LONGEST_NUMBER = 120
PLACE = re.compile(r"%(\d\d?)%")
FURTHEST = 1_000_000_000
SIMPLE = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
          "א, י, ק, ...": "hebrew1"}  # fmt: skip


@dataclass(slots=True)
class Counter:
    """The numbers of one list, which may be written in several pieces."""

    name: str
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Numbers:
    styles: Styles
    by_id: dict[str, Counter] = field(default_factory=dict)
    by_style: dict[str, Counter] = field(default_factory=dict)
    made: int = 0

    def begin(self, element: Element, style: str) -> Counter:
        """The counter of an outermost list: a new one, or that of the list that it goes on with."""
        counter = None
        if other := element.get(TEXT + "continue-list"):
            counter = self.by_id.get(other)
        elif element.get(TEXT + "continue-numbering") == "true":
            counter = self.by_style.get(style)
        counter = counter or self.new(style)
        self.by_style[style] = counter
        self.by_id[element.get("{http://www.w3.org/XML/1998/namespace}id", "")] = counter
        return counter

    def new(self, style: str) -> Counter:
        self.made += 1
        return Counter(f"{style} {self.made}")

    def of_outline(self) -> Counter:
        return self.by_style.setdefault("Outline", Counter("Outline"))

    def next(self, counter: Counter, levels: dict[int, Element], level: int, start: int | None) -> Numbering | None:
        """The number of the next paragraph at this level; None where the level prints neither number nor bullet."""
        level = min(level, DEEPEST)
        own = levels.get(level)
        for above in range(level):
            counter.counts.setdefault(above, start_of(levels.get(above)))
        if start is not None:
            counter.counts[level] = start
        elif level in counter.counts:
            counter.counts[level] = min(counter.counts[level] + 1, FURTHEST)
        else:
            counter.counts[level] = start_of(own)
        for below in [one for one in counter.counts if one > level]:
            del counter.counts[below]
        if own is None:
            return None
        text = shown(levels, level, counter.counts)
        is_bullet = own.tag in (TEXT + "list-level-style-bullet", TEXT + "list-level-style-image")
        return Numbering(text, counter.name, level, indent_of(own)) if text or is_bullet else None


def start_of(level: Element | None) -> int:
    return 1 if level is None else whole(level.get(TEXT + "start-value"), 1)


def shown(levels: dict[int, Element], level: int, counts: dict[int, int]) -> str:
    own = levels[level]
    style = own.get(STYLE + "num-format")
    if style is None:
        return ""
    template = own.get(EXTENSION + "num-list-format") or own.get(STYLE + "num-list-format")
    if template is not None:
        text = PLACE.sub(
            lambda found: number_at(levels, int(found[1]) - 1, counts) if int(found[1]) - 1 <= level else "", template
        )
    else:
        first = max(level - whole(own.get(TEXT + "display-levels"), 1) + 1, 0)
        numbers = [number_at(levels, one, counts) for one in range(first, level + 1)]
        text = own.get(STYLE + "num-prefix", "") + ".".join(filter(None, numbers)) + own.get(STYLE + "num-suffix", "")
    return " ".join(text.split())[:LONGEST_NUMBER]


def number_at(levels: dict[int, Element], level: int, counts: dict[int, int]) -> str:
    own = levels.get(level)
    style = None if own is None else own.get(STYLE + "num-format")
    return printed(counts.get(level, start_of(own)), format_of(style)) if style else ""


@cache
def format_of(style: str) -> str:
    """A format's name by its first letter, or by its first numbers as they are written: “一, 二, 三, ...”."""
    if style in SIMPLE:
        return SIMPLE[style]
    samples = [sample for sample in (one.strip() for one in style.split(",")) if sample.strip(".…")][:3]
    names = ["decimalZero", "chineseCountingThousand", "ordinal", "ordinalText", "cardinalText"]
    for name in [*names, *LETTERS, *CYCLES, *DIGITS, *COUNTED]:
        alike = samples[:2] == [printed(number, name) for number in range(1, len(samples[:2]) + 1)]
        if alike and (len(samples) < 3 or samples[2] in (printed(3, name), printed(29, name), printed(30, name))):
            return name
    return "decimal"


def indent_of(level: Element) -> int:
    """How far in the number stands."""
    for properties in level.iterchildren(STYLE + "list-level-properties"):
        for alignment in properties.iterchildren(STYLE + "list-level-label-alignment"):
            return length(alignment.get(FO + "margin-left")) + length(alignment.get(FO + "text-indent"))
        return length(properties.get(TEXT + "space-before"))
    return 0
