"""The styles of an ODT, each with those above it, and how far they move words in."""

from __future__ import annotations

import re

from consultations.readers.odt.names import FO, OFFICE, STYLE, TEXT, Element, whole
from consultations.readers.office.spans import Looks

LENGTH = re.compile(r"(-?[\d.]+)\s*(in|cm|mm|pt|pc|px)")
MILLIMETRES = {"in": 25.4, "cm": 10, "mm": 1, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}
LONGEST_CHAIN = 50
BOLD = ("bold", "600", "700", "800", "900")


class Styles:
    """Those of the text itself come before those of the whole document."""

    def __init__(self, content: Element, document: Element | None) -> None:
        self.by_name: dict[tuple[str, str], Element] = {}
        self.lists: dict[str, dict[int, Element]] = {}
        self.outline: dict[int, Element] = {}
        roots = [content.find(OFFICE + "automatic-styles")]
        if document is not None:
            roots += [document.find(OFFICE + "styles"), document.find(OFFICE + "automatic-styles")]
        for root in roots:
            for one in root.iterchildren("*") if root is not None else ():
                self.take(one)
        self.chains: dict[tuple[str, str], list[Element]] = {}

    def take(self, one: Element) -> None:
        if one.tag == STYLE + "style":
            key = (one.get(STYLE + "family", ""), one.get(STYLE + "name", ""))
            self.by_name.setdefault(key, one)
        elif one.tag == TEXT + "list-style":
            self.lists.setdefault(one.get(STYLE + "name", ""), levels_of(one))
        elif one.tag == TEXT + "outline-style":
            self.outline = levels_of(one)
            self.lists.setdefault(one.get(STYLE + "name", "Outline"), self.outline)

    def chain(self, family: str, name: str) -> list[Element]:
        """The style and those above it, nearest first; a circle ends where it closes."""
        key = (family, name)
        if key not in self.chains:
            chain: list[Element] = []
            while (found := self.by_name.get((family, name))) is not None and len(chain) < LONGEST_CHAIN:
                chain.append(found)
                name = found.get(STYLE + "parent-style-name", "")
            self.chains[key] = chain
        return self.chains[key]

    def said(self, family: str, name: str, properties: str, attribute: str) -> str | None:
        """A property as the nearest style says it."""
        for style in self.chain(family, name):
            for one in style.iterchildren(STYLE + properties):
                if (found := one.get(attribute)) is not None:
                    return str(found)
        return None

    def looks(self, family: str, name: str, around: Looks) -> Looks:
        """How words look in a style, where it says nothing as those around them."""
        weight = self.said(family, name, "text-properties", FO + "font-weight")
        slope = self.said(family, name, "text-properties", FO + "font-style")
        position = self.said(family, name, "text-properties", STYLE + "text-position")
        return Looks(
            around.bold if weight is None else weight in BOLD,
            around.italic if slope is None else slope in ("italic", "oblique"),
            around.position if position is None else raised_or_lowered(position),
            around.href,
        )

    def is_hidden(self, family: str, name: str) -> bool:
        return self.said(family, name, "text-properties", TEXT + "display") == "none"

    def is_title(self, name: str) -> bool:
        parents = (style.get(STYLE + "parent-style-name") for style in self.chain("paragraph", name))
        return "Title" in (name, *parents)

    def list_style(self, name: str) -> str | None:
        """The list style that a paragraph's style names; "" where it turns numbers off."""
        return next(
            (
                found
                for style in self.chain("paragraph", name)
                if (found := style.get(STYLE + "list-style-name")) is not None
            ),
            None,
        )

    def indent(self, name: str, *, of_number: bool = False) -> int:
        left = length(self.said("paragraph", name, "paragraph-properties", FO + "margin-left"))
        first = length(self.said("paragraph", name, "paragraph-properties", FO + "text-indent"))
        return left + first if of_number else left


def levels_of(style: Element) -> dict[int, Element]:
    return {whole(one.get(TEXT + "level"), 1) - 1: one for one in style.iterchildren("*") if one.get(TEXT + "level")}


def raised_or_lowered(position: str) -> str:
    """“super 58%”, “-33% 58%” or “0% 100%”."""
    first = position.split()[0] if position.split() else ""
    if first in ("sub", "super"):
        return {"sub": "sub", "super": "sup"}[first]
    if first.startswith("-"):
        return "sub"
    return "sup" if first.rstrip("%").strip("0.") else ""


def length(text: str | None) -> int:
    """In tenths of a millimetre."""
    found = LENGTH.fullmatch(text.strip()) if text else None
    try:
        return round(float(found[1]) * MILLIMETRES[found[2]] * 10) if found else 0
    except (ValueError, OverflowError):
        return 0
