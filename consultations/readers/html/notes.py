"""Footnotes of pages: two links that lead to each other, a short one in the text and one at the start of the note."""

from __future__ import annotations

from lxml.etree import _Element

from consultations.readers.elements import name_of, said

BLOCKS = frozenset({"p", "li", "div", "dd", "aside", "td", "section"})
LONGEST_MARK = 12


def notes_of(root: _Element) -> dict[_Element, _Element]:
    """The notes by the links that lead to them."""
    places: dict[str, _Element] = {}
    for element in root.iter():
        for address in (element.get("id"), element.get("name")) if name_of(element) else ():
            if address:
                places.setdefault(address, element)
    order = {element: index for index, element in enumerate(root.iter())}
    found: dict[_Element, _Element] = {}
    taken: set[_Element] = set()
    for link in root.iter("a"):
        target = places.get((link.get("href") or "")[1:]) if (link.get("href") or "").startswith("#") else None
        if target is None or len(said(link)) > LONGEST_MARK:
            continue
        note = block_around(target)
        if note is None or note in taken or order[note] < order[link] or note in set(link.iterancestors()):
            continue
        if leads_back(note, link, places):
            found[link] = note
            taken.add(note)
    return found


def block_around(target: _Element) -> _Element | None:
    return next((it for it in (target, *target.iterancestors()) if name_of(it) in BLOCKS), None)


def leads_back(note: _Element, link: _Element, places: dict[str, _Element]) -> bool:
    """The note's first link leads to `link`, to what stands right around it, or into it."""
    back = next((it for it in note.iter("a") if it.get("href")), None)
    goal = places.get((back.get("href") or "")[1:]) if back is not None else None
    return goal is not None and (goal is link or goal is link.getparent() or link in set(goal.iterancestors()))
