"""The rows and cells of a table in a DOCX, without those that were deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from consultations.readers.docx.names import Element, W, child_value, is_on, whole
from consultations.readers.office.tables import Cell, Row

WRAPPERS = {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"}


def rows_of(table: Element) -> Iterator[Element]:
    for row in unwrapped(table, W + "tr"):
        if row.find(f"{W}trPr/{W}del") is None:
            yield row


def cells_of(row: Element) -> Iterator[Element]:
    for cell in unwrapped(row, W + "tc"):
        if cell.find(f"{W}tcPr/{W}cellDel") is None:
            yield cell


def unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    for child in parent.iterchildren("*"):
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from unwrapped(child, tag)


def read_rows(table: Element, fill: Callable[[Element, Cell], None]) -> list[Row]:
    """`fill` puts what stands in a cell into it. What is merged downwards is one cell, which holds all of it."""
    rows = []
    above: dict[int, Cell] = {}
    for element in rows_of(table):
        properties = element.find(W + "trPr")
        row = Row(is_head=bool(is_on(properties, "tblHeader")))
        column = whole(child_value(properties, "gridBefore"), 0) or 0
        if column > 0:
            row.cells.append(Cell(width=column))
        for one in cells_of(element):
            own = one.find(W + "tcPr")
            width = max(1, whole(child_value(own, "gridSpan"), 1) or 1)
            merge = None if own is None else own.find(W + "vMerge")
            goes_on = merge is not None and merge.get(W + "val", "continue") == "continue" and column in above
            if goes_on:
                above[column].height += 1
                fill(one, above[column])
            else:
                cell = Cell(width=width)
                fill(one, cell)
                row.cells.append(cell)
                above.pop(column, None)
                if merge is not None:
                    above[column] = cell
            column += width
        rows.append(row)
    return rows
