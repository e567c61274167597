"""The names of Office Open XML that the reader knows."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VML = "{urn:schemas-microsoft-com:vml}"
SEEN = [W + "t", W + "drawing", W + "pict", W + "sym", W + "numFmt", M + "t"]
OFF = {"0", "false", "off", "none"}
GONE = {W + "del", W + "moveFrom"}
"""What is left out where tracked changes are accepted."""

Element = Any
"""An element of lxml, which has no types."""


def value(element: Element | None, name: str = "val") -> str | None:
    return None if element is None else element.get(W + name)


def child_value(parent: Element | None, child: str, name: str = "val") -> str | None:
    return None if parent is None else value(parent.find(W + child), name)


def whole(text: str | None, default: int | None = None) -> int | None:
    """A number as these files write them, or the default for anything else."""
    try:
        return int(float(text)) if text else default
    except (ValueError, OverflowError):
        return default


def is_on(parent: Element | None, child: str) -> bool | None:
    """A property that is on, off, or (None) not said here."""
    found = None if parent is None else parent.find(W + child)
    return None if found is None else found.get(W + "val", "1").lower() not in OFF


def mark_is_gone(paragraph: Element) -> bool:
    """The end of the paragraph was deleted, so it goes on with the next one."""
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    return properties is not None and any(properties.find(tag) is not None for tag in GONE)


def chosen(alternatives: Element) -> Element | None:
    """One of several ways to write the same: the newest that holds something a reader would see."""
    for choice in alternatives.findall(MC + "Choice"):
        if next(choice.iter(*SEEN), None) is not None:
            return choice
    return alternatives.find(MC + "Fallback")
