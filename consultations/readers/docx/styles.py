"""The styles of a DOCX, each with those that it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from consultations.readers.docx.names import Element, W, child_value, is_on, value, whole
from consultations.readers.office.spans import PLAIN_LOOKS, Looks

HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
CONTENTS = re.compile(r"(?:toc \d|toc heading|table of figures|index \d)", re.IGNORECASE)
LONGEST_CHAIN = 50
BODY = 9
"""The outline level of what is no heading."""


@dataclass(frozen=True, slots=True)
class Style:
    id: str
    name: str
    based_on: str
    paragraph: Element | None
    run: Element | None


@dataclass(frozen=True, slots=True)
class RunLooks:
    looks: Looks
    is_hidden: bool


class Styles:
    def __init__(self, root: Element | None) -> None:
        self.by_id: dict[str, Style] = {}
        self.default = ""
        self.language = "en"
        self.chains: dict[str, tuple[Style, ...]] = {}
        self.known_looks: dict[tuple[str, str], dict[str, bool | str | None]] = {}
        if root is None:
            return
        for one in root.iter(W + "style"):
            style = Style(
                value(one, "styleId") or "",
                (child_value(one, "name") or "").strip(),
                child_value(one, "basedOn") or "",
                one.find(W + "pPr"),
                one.find(W + "rPr"),
            )
            self.by_id.setdefault(style.id, style)
            if value(one, "type") == "paragraph" and value(one, "default") in {"1", "true", "on"}:
                self.default = style.id
        language = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        self.language = (value(language) or "en").split("-")[0].lower()

    def chain(self, style_id: str) -> tuple[Style, ...]:
        """The style and those it is based on, nearest first; a circle ends where it closes."""
        if style_id not in self.chains:
            chain: list[Style] = []
            at: str = style_id
            while at in self.by_id and len(chain) < LONGEST_CHAIN and self.by_id[at] not in chain:
                chain.append(self.by_id[at])
                at = chain[-1].based_on
            self.chains[style_id] = tuple(chain)
        return self.chains[style_id]

    def of_paragraph(self, properties: Element | None) -> tuple[Style, ...]:
        return self.chain(child_value(properties, "pStyle") or self.default)

    def heading_level(self, properties: Element | None) -> int | None:
        """1 to 9, 0 for the title, None for what is no heading. The built-in names are English in every language of
        the program; what people make themselves says its level."""
        own = whole(child_value(properties, "outlineLvl"))
        if own is not None:
            return own + 1 if 0 <= own < BODY else None
        for style in self.of_paragraph(properties):
            if found := HEADING.fullmatch(style.name):
                return int(found[1])
            level = whole(child_value(style.paragraph, "outlineLvl"))
            if level is not None:
                return level + 1 if 0 <= level < BODY else None
            if style.name.lower() == "title":
                return 0
        return None

    def is_contents(self, properties: Element | None) -> bool:
        """A line of a table of contents, which is made from the headings."""
        return any(CONTENTS.fullmatch(style.name) for style in self.of_paragraph(properties)[:1])

    def indents(self, properties: Element | None) -> list[Element]:
        """The `w:ind` of a paragraph: its own, then those of its styles."""
        own = [] if properties is None else [properties.find(W + "ind")]
        styles = [
            style.paragraph.find(W + "ind") for style in self.of_paragraph(properties) if style.paragraph is not None
        ]
        return [one for one in [*own, *styles] if one is not None]

    def looks(self, properties: Element | None, paragraph: Element | None) -> RunLooks:
        """How a run looks: by itself, else by its style, else by its paragraph's."""
        key = (child_value(properties, "rStyle") or "", child_value(paragraph, "pStyle") or self.default)
        if key not in self.known_looks:
            self.known_looks[key] = first_said([style.run for part in key for style in self.chain(part)])
        said = self.known_looks[key]
        own = said if properties is None else {**said, **first_said([properties])}
        hidden = bool(own.get("vanish"))
        looks = Looks(bool(own.get("b")), bool(own.get("i")), str(own.get("position") or ""))
        return RunLooks(PLAIN_LOOKS if looks == PLAIN_LOOKS else looks, hidden)


def first_said(properties: list[Element | None]) -> dict[str, bool | str | None]:
    said: dict[str, bool | str | None] = {}
    for one in properties:
        if one is None:
            continue
        for name in ("b", "i", "vanish"):
            state = is_on(one, name)
            if state is not None:
                said.setdefault(name, state)
        align = child_value(one, "vertAlign")
        if align is not None:
            said.setdefault("position", {"superscript": "sup", "subscript": "sub"}.get(align, ""))
    return said


def left_of(indents: list[Element], *, of_number: bool = False) -> int:
    """How far from the edge the text begins, or its number, in twentieths of a point: each part as the nearest says."""
    left = first_whole(indents, ("start", "left"))
    if not of_number:
        return left
    hanging = first_whole(indents, ("hanging",))
    return left - hanging if hanging else left + first_whole(indents, ("firstLine",))


def first_whole(indents: list[Element], names: tuple[str, ...]) -> int:
    for one in indents:
        for name in names:
            found = whole(value(one, name))
            if found is not None:
                return found
    return 0
