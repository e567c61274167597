"""Tables that hold no data: those that set a page in columns, and those whose rows are numbered points."""

from __future__ import annotations

from lxml.etree import _Element

from consultations.readers.elements import name_of, said
from consultations.readers.markers import marker_at

STRUCTURE = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "table", "ol", "ul", "main", "article", "pre"})


def rows_of(table: _Element) -> list[_Element]:
    """Its own rows, not those of tables within it."""
    parts = [it for child in table for it in (child if name_of(child) in {"thead", "tbody", "tfoot"} else [child])]
    return [part for part in parts if name_of(part) == "tr"]


def is_regular(table: _Element) -> bool:
    """Every word stands in a cell of a row."""
    inside = [table, *(child for child in table if name_of(child) in {"thead", "tbody", "tfoot"})]
    holders = [*inside, *rows_of(table)]
    known = {"thead", "tbody", "tfoot", "colgroup", "col", "tr", "td", "th", "caption"}
    return not any((it.text or "").strip() for it in holders) and all(
        name_of(child) in known and not (child.tail or "").strip() for it in holders for child in it
    )


def filled(row: _Element) -> list[_Element]:
    return [cell for cell in row if name_of(cell) in {"td", "th"} and said(cell)]


def points_of(table: _Element) -> list[tuple[str, _Element]]:
    """The number and the text of each row, where all rows are a number beside a text; else nothing."""
    if not is_regular(table) or any(name_of(child) == "caption" for child in table):
        return []
    rows = [cells for row in rows_of(table) if (cells := filled(row))]
    if not all(len(cells) == 2 and is_number(said(cells[0])) for cells in rows):
        return []
    return [(said(number), text) for number, text in rows]


def is_number(text: str) -> bool:
    found = marker_at(f"{text} ")
    return found is not None and not found[1].strip()


def is_layout(table: _Element) -> bool:
    """It says so, has a single column, or holds headings, lists or tables."""
    if table.get("role") in {"presentation", "none"}:
        return True
    if any(name_of(it) in {"th", "caption"} for it in table.iter()):
        return False
    if all(len(filled(row)) <= 1 for row in rows_of(table)):
        return True
    return any(name_of(it) in STRUCTURE for it in table.iterdescendants())
