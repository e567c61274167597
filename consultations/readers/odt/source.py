"""All text of an element, without regard to its structure and without what was deleted."""

from __future__ import annotations

from lxml import etree

from consultations.readers.odt.names import PARAGRAPHS, SILENT, TEXT, Element, whole

MOST_SPACES = 1000


def text_under(root: Element) -> str:
    """A line a paragraph."""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in SILENT and element is not root:
                walk.skip_subtree()
                continue
            pieces.append(fixed(element) or element.text or "")
        else:
            pieces.append("\n" if element.tag in PARAGRAPHS else "")
            if element is not root:
                pieces.append(element.tail or "")
    return "".join(pieces)


def fixed(element: Element) -> str:
    """What an element without words stands for."""
    if element.tag == TEXT + "s":
        return " " * min(max(whole(element.get(TEXT + "c"), 1), 1), MOST_SPACES)
    if element.tag == TEXT + "tab":
        return "\t"
    return "\n" if element.tag == TEXT + "line-break" else ""
