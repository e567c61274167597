from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from comments.imports.csv_records import Dialect
from comments.imports.csv_table import rows_of_csv
from comments.imports.grid import rows_under_head
from comments.imports.jsonl_table import rows_of_jsonl
from comments.imports.row import Row, TableRefused
from comments.imports.xlsx_table import rows_of_xlsx

FORMATS = ("csv", "xlsx", "jsonl")
ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
PDF = b"%PDF"


@dataclass(frozen=True)
class TableOptions:
    """What a mapping may settle about the file; what it leaves empty is detected."""

    format: str = ""
    encoding: str = ""
    delimiter: str = ""
    quote: str = '"'
    sheet: str = ""


def read_table(file: BinaryIO, options: TableOptions) -> Iterator[Row]:
    """The rows of a CSV, XLSX or JSON Lines file, one at a time, with what is wrong with each.

    What the file is follows from its content, never from its name. Raises TableRefused.
    """
    format = options.format or detect_format(file)
    file.seek(0)
    if format == "jsonl":
        return rows_of_jsonl(file, encoding=options.encoding)
    if format == "xlsx":
        return rows_under_head(rows_of_xlsx(file, sheet=options.sheet))
    dialect = Dialect(options.delimiter, options.quote) if options.delimiter else None
    return rows_under_head(rows_of_csv(file, encoding=options.encoding, dialect=dialect))


def detect_format(file: BinaryIO) -> str:
    file.seek(0)
    head = file.read(1024)
    if head.startswith(ZIP):
        return "xlsx"
    if head.startswith((OLD_EXCEL, PDF)):
        raise TableRefused(
            _("The file is neither CSV, XLSX nor JSON Lines. Save the sheet as .xlsx or .csv and try again.")
        )
    if head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"{"):
        return "jsonl"
    return "csv"
