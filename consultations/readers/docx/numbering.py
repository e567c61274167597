"""The automatic numbers of a DOCX, computed as Word shows them (ECMA-376, part 1, 17.9).

Lists of one definition count on from each other, unless one says that it starts anew. A level starts anew after each
paragraph of a higher one, unless it says otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from consultations.readers.docx.names import MC, Element, W, child_value, chosen, is_on, value, whole
from consultations.readers.docx.styles import Styles, left_of
from consultations.readers.office.lists import Numbering
from consultations.readers.office.numbers import printed

DEEPEST = 8
LONGEST_NUMBER = 120
PLACE = re.compile(r"%([1-9])")
MOST_LINKS = 10
FURTHEST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Level:
    style: str
    text: str
    start: int
    restart: int | None
    """Starts anew after a paragraph of one of the first so many levels; None: after any higher one."""

    is_decimal: bool
    """Prints the numbers of higher levels in digits, too."""

    of_style: str
    indent: Element | None


@dataclass(slots=True)
class List:
    """A `w:num`: its definition, with what it does otherwise."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]

    def start(self, level: int) -> int:
        if level in self.starts:
            return self.starts[level]
        return self.levels[level].start if level in self.levels else 1


@dataclass(slots=True)
class Numbers:
    """`next` computes the number of each paragraph in turn."""

    styles: Styles
    lists: dict[str, List] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, properties: Element | None) -> Numbering | None:
        """None where the paragraph has no number and no bullet."""
        place = self.place_of(properties)
        if place is None:
            return None
        number, level = place
        own = self.lists[number]
        counts = self.count(number, level)
        indents = [] if properties is None else [one for one in [properties.find(W + "ind")] if one is not None]
        definition = own.levels.get(level)
        if definition is not None and definition.indent is not None:
            indents.append(definition.indent)
        indents += self.styles.indents(properties)
        text = shown(own.levels, level, counts, self.styles.language)
        return Numbering(text, own.definition, level, left_of(indents, of_number=True))

    def is_bullet(self, properties: Element | None) -> bool:
        place = self.place_of(properties)
        level = self.lists[place[0]].levels.get(place[1]) if place else None
        return level is not None and level.style == "bullet"

    def place_of(self, properties: Element | None) -> tuple[str, int] | None:
        """In which list, at which level. A paragraph that says only one of both has the other from its style."""
        own = None if properties is None else properties.find(W + "numPr")
        number = child_value(own, "numId")
        level = whole(child_value(own, "ilvl"))
        if number is None or level is None:
            by_style = self.place_by_style(properties)
            number = by_style[0] if number is None and by_style else number
            level = by_style[1] if level is None and by_style and by_style[0] == number else level
        if number is None or number not in self.lists:
            return None
        return number, min(max(level or 0, 0), DEEPEST)

    def place_by_style(self, properties: Element | None) -> tuple[str, int] | None:
        chain = self.styles.of_paragraph(properties)
        numbers = (child_value(style_numbering(style.paragraph), "numId") for style in chain)
        number = next((one for one in numbers if one is not None), None)
        if number is None or number not in self.lists:
            return None
        for style in chain:
            for level, definition in self.lists[number].levels.items():
                if definition.of_style == style.id:
                    return number, level
            said = whole(child_value(style_numbering(style.paragraph), "ilvl"))
            if said is not None:
                return number, said
        return number, 0

    def count(self, number: str, level: int) -> dict[int, int]:
        own = self.lists[number]
        counts = self.counts.setdefault(own.definition, {})
        if (number, level) not in self.begun:
            self.begun.add((number, level))
            if level in own.starts:
                counts.pop(level, None)
        for above in range(level):
            counts.setdefault(above, own.start(above))
        counts[level] = min(counts[level] + 1, FURTHEST) if level in counts else own.start(level)
        for below in [one for one in counts if one > level]:
            restart = own.levels[below].restart if below in own.levels else None
            if restart is None or level < restart:
                del counts[below]
        return counts


def shown(levels: dict[int, Level], level: int, counts: dict[int, int], language: str) -> str:
    """The text of the level with the numbers in their places, each in the format of its own level."""
    own = levels.get(level)
    if own is None or own.style == "bullet":
        return ""

    def number_at(place: re.Match[str]) -> str:
        other = int(place[1]) - 1
        if other > level or other not in levels:
            return ""
        style = levels[other].style
        if own.is_decimal and style not in {"none", "bullet"}:
            style = "decimal"
        return printed(counts.get(other, levels[other].start), style, language)

    return " ".join(PLACE.sub(number_at, own.text).split())[:LONGEST_NUMBER]


def style_numbering(properties: Element | None) -> Element | None:
    return None if properties is None else properties.find(W + "numPr")


def numbers_of(root: Element | None, styles: Styles) -> Numbers:
    numbers = Numbers(styles)
    if root is None:
        return numbers
    definitions = {value(one, "abstractNumId") or "": one for one in root.iterchildren(W + "abstractNum")}
    nums = {value(one, "numId") or "": one for one in root.iterchildren(W + "num")}
    for number, one in nums.items():
        definition = definition_of(child_value(one, "abstractNumId") or "", definitions, nums, styles)
        if definition is None or number == "0":
            continue
        levels = {
            level: level_of(it) for it in definitions[definition].iterchildren(W + "lvl") for level in [place(it)]
        }
        starts: dict[int, int] = {}
        for override in one.iterchildren(W + "lvlOverride"):
            at = place(override)
            own = override.find(W + "lvl")
            if own is not None:
                levels[at] = level_of(own)
            start = whole(child_value(override, "startOverride"))
            if start is not None:
                starts[at] = start
        numbers.lists[number] = List(definition, levels, starts)
    return numbers


def definition_of(name: str, definitions: dict[str, Element], nums: dict[str, Element], styles: Styles) -> str | None:
    """The definition that holds the levels: another one may stand in for it, by the name of a style of lists."""
    for _ in range(MOST_LINKS):
        definition = definitions.get(name)
        if definition is None:
            return None
        link = child_value(definition, "numStyleLink")
        if link is None or definition.find(W + "lvl") is not None:
            return name
        style = styles.by_id.get(link)
        number = child_value(style_numbering(style.paragraph), "numId") if style else None
        if number is None or number not in nums:
            return None
        name = child_value(nums[number], "abstractNumId") or ""
    return None


def place(element: Element) -> int:
    return min(max(whole(value(element, "ilvl"), 0) or 0, 0), DEEPEST)


def level_of(element: Element) -> Level:
    properties = element.find(W + "pPr")
    return Level(
        style=format_of(element),
        text=child_value(element, "lvlText") or "",
        start=whole(child_value(element, "start"), 0) or 0,
        restart=whole(child_value(element, "lvlRestart")),
        is_decimal=bool(is_on(element, "isLgl")),
        of_style=child_value(element, "pStyle") or "",
        indent=None if properties is None else properties.find(W + "ind"),
    )


def format_of(level: Element) -> str:
    """The format by its name. One of one's own (“001, 002, 003, …”) says by its first number how many digits it has."""
    holder = level
    alternatives = level.find(MC + "AlternateContent")
    if level.find(W + "numFmt") is None and alternatives is not None:
        found = chosen(alternatives)
        holder = level if found is None else found
    style = child_value(holder, "numFmt") or "decimal"
    if style == "custom":
        first = (child_value(holder, "numFmt", "format") or "").split(",")[0].strip()
        return f"decimalZero{len(first)}" if first.isdecimal() and 1 < len(first) < 10 else "decimal"
    return style
