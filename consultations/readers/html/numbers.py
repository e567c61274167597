"""The number of a list item as a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from consultations.readers.elements import name_of
from consultations.readers.markers import marker_at

STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
STYLES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman",
          "lower-latin": "lower-alpha", "upper-latin": "upper-alpha"}  # fmt: skip
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
HIGHEST_ROMAN = 3999


def numbered_items(element: _Element) -> Iterator[tuple[_Element, str]]:
    """The children of a list, each item with its number: "" for a bullet and where the text has its own number."""
    items = [child for child in element if name_of(child) == "li"]
    counts = name_of(element) == "ol" and style_of(element, "decimal") != "none" and not carry_their_own(items)
    step = -1 if element.get("reversed") is not None else 1
    value = integer(element.get("start"), len(items) if step < 0 else 1)
    for child in element:
        if name_of(child) != "li":
            yield child, ""
            continue
        value = integer(child.get("value"), value)
        yield child, f"{shown(value, style_of(child, style_of(element, 'decimal')))}." if counts else ""
        value += step


def style_of(element: _Element, default: str) -> str:
    named = STYLE.search(element.get("style") or "")
    style = named[1].lower() if named else (element.get("type") or "").strip()
    return STYLES.get(style, style) or default


def carry_their_own(items: list[_Element]) -> bool:
    """Lists whose numbers are typed into their texts hide their own by a style sheet, which is not read."""
    begins = [marker_at("".join(item.itertext()).lstrip()[:20]) for item in items]
    return bool(begins) and all(marker is not None and not marker[0].is_dash for marker in begins)


def integer(text: str | None, default: int) -> int:
    found = re.fullmatch(r"\s*(-?\d{1,9})\s*", text or "", re.ASCII)
    return int(found[1]) if found else default


def shown(value: int, style: str) -> str:
    """Where a style has no sign for a number, browsers show its figures."""
    if style in {"lower-alpha", "upper-alpha"} and value > 0:
        letters = alphabetic(value)
        return letters.upper() if style.startswith("upper") else letters
    if style in {"lower-roman", "upper-roman"} and 0 < value <= HIGHEST_ROMAN:
        numeral = roman(value)
        return numeral.upper() if style.startswith("upper") else numeral
    return str(value)


def alphabetic(value: int) -> str:
    letters = ""
    while value:
        value, letter = divmod(value - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters


def roman(value: int) -> str:
    numeral = ""
    for worth, sign in ROMAN:
        numeral += sign * (value // worth)
        value %= worth
    return numeral
