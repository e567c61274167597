from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.imports.csv_records import CELL_LIMIT
from comments.imports.row import Problem, Row, TableRefused, error, warning


@dataclass(frozen=True)
class GridRow:
    """The cells of one line of a grid, before anybody knows its head. `overlong` are positions of cut cells."""

    number: int
    cells: list[str]
    overlong: frozenset[int] = frozenset()
    unclosed: bool = False


def rows_under_head(grid: Iterable[GridRow]) -> Iterator[Row]:
    """Rows by the names of the first line that is not blank. Blank lines count and are passed over.

    Raises TableRefused when there is no head.
    """
    lines = (line for line in grid if any(cell.strip() for cell in line.cells) or line.unclosed)
    head = next(lines, None)
    if head is None:
        raise TableRefused(_("The file is empty: it has no row that names the columns."))
    names = _names(head.cells)
    for line in lines:
        values = {name: cell for name, cell in zip(names, line.cells, strict=False) if name}
        yield Row(line.number, {**dict.fromkeys(filter(None, names), ""), **values}, list(_problems(line, names)))


def _names(cells: list[str]) -> list[str]:
    """Column names, trimmed; a second “date” becomes “date (2)”; a column without a name cannot be mapped."""
    names: list[str] = []
    for cell in cells:
        name = " ".join(cell.replace("\ufeff", "").split())
        taken = sum(1 for other in names if other == name or other.startswith(f"{name} ("))
        names.append(f"{name} ({taken + 1})" if name and taken else name)
    return names


def _problems(line: GridRow, names: list[str]) -> Iterator[Problem]:
    if line.unclosed:
        yield error(
            "", _("A quotation mark opened in this row is never closed; the rest of the file was read as part of it.")
        )
    extra = [cell for cell in line.cells[len(names) :] if cell.strip()]
    if extra:
        yield error(
            "",
            _("The row has %(cells)d cells and the head has %(names)d, so its cells may stand under wrong names.")
            % {"cells": len(line.cells), "names": len(names)},
        )
    missing = len(names) - len(line.cells)
    if missing > 0:
        text = ngettext(
            "%d cell is missing; it was taken as empty.", "%d cells are missing; they were taken as empty.", missing
        )
        yield warning("", text % missing)
    for position in sorted(line.overlong):
        name = names[position] if position < len(names) else ""
        yield error(name, _("The cell is longer than %(limit)s characters.") % {"limit": f"{CELL_LIMIT:,}"})
