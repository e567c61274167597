"""All text of a part as it would read with every tracked change accepted, without regard to its structure."""

from __future__ import annotations

from lxml import etree

from consultations.readers.docx.names import GONE, MC, Element, M, W, chosen, mark_is_gone
from consultations.readers.docx.symbols import symbol

SPACES = {W + "tab", W + "ptab", W + "br", W + "cr", W + "tc", M + "r"}
SKIPPED = GONE | {W + "pPr", W + "rPr", W + "sectPr", W + "tblPr", W + "tcPr"}


def text_under(root: Element) -> str:
    """A line a paragraph. Paragraphs whose end is deleted go on in the next."""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            if tag == W + "p" and not mark_is_gone(element):
                pieces.append("\n")
            continue
        if tag in SKIPPED or is_left_out(element):
            walk.skip_subtree()
        if tag in (W + "t", M + "t"):
            pieces.append(element.text or "")
        elif tag in SPACES:
            pieces.append(" ")
        elif tag == W + "noBreakHyphen":
            pieces.append("\u2011")
        elif tag == W + "sym":
            pieces.append(symbol(element))
    return "".join(pieces)


def is_left_out(element: Element) -> bool:
    """A deleted row or cell, and what says the same in a way for other programs."""
    if element.tag == W + "tr":
        return element.find(f"{W}trPr/{W}del") is not None
    if element.tag == W + "tc":
        return element.find(f"{W}tcPr/{W}cellDel") is not None
    parent = element.getparent()
    return parent is not None and parent.tag == MC + "AlternateContent" and element is not chosen(parent)
