"""Cells of a worksheet as XML (ECMA-376, part 1, 18.3.1.4), the same as XlsxWriter makes of them."""

from __future__ import annotations

import re
from datetime import datetime
from html import escape
from typing import Any

from xlsxwriter.xmlwriter import XMLwriter

from digests.tables.columns import CellType

TIME_FORMAT = 'yyyy-mm-dd"T"hh:mm:ss"Z"'
FIRST_TIME = "1900-03-01"
"""Times before are text: spreadsheets believe that 1900 had a 29 February."""
EPOCH = datetime.fromisoformat("1899-12-30T00:00:00+00:00")
NOT_IN_XML = {0xFFFE: "�", 0xFFFF: "�"}
_SPECIAL = re.compile(r"[&<>_\x00-\x08\x0b-\x1f\ufffe\uffff]")


def cell_xml(place: str, type: CellType, value: Any, time_style: int) -> str:
    """`place` is a reference such as B7, `time_style` the number of the workbook's format for times."""
    if type is CellType.NUMBER:
        return f'<c r="{place}"><v>{value}</v></c>'
    if type is CellType.BOOLEAN:
        return f'<c r="{place}" t="b"><v>{value:d}</v></c>'
    if type is CellType.TIME and value >= FIRST_TIME:
        return f'<c r="{place}" s="{time_style}"><v>{days(value):.16G}</v></c>'
    text = escaped(value)
    space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return f'<c r="{place}" t="inlineStr"><is><t{space}>{text}</t></is></c>'


def days(time: str) -> float:
    since = datetime.fromisoformat(time) - EPOCH
    return since.days + since.seconds / 86_400


def escaped(text: str) -> str:
    """Markup becomes entities, control characters `_x0001_`, and what looks like one of these `_x005F_x0001_`."""
    if _SPECIAL.search(text) is None:
        return text
    return escape(XMLwriter._escape_control_characters(text.translate(NOT_IN_XML)), quote=False)
