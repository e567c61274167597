"""Workbooks made to deceive: a few KB that a reader would unfold to gigabytes. Only its own process may suffer."""

import io
import resource
import threading
import zipfile
from pathlib import Path

import pytest

from comments.imports.row import TableRefused
from comments.imports.xlsx_table import rows_of_xlsx

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
CHILDREN = Path(f"/proc/self/task/{threading.get_native_id()}/children")
CELL = '<c t="inlineStr"><is><t>x</t></is></c>'


def workbook(rows: str, *, part: str = "worksheets/sheet1.xml", shared_strings: str = "") -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", relationship("officeDocument", "xl/workbook.xml"))
        package.writestr("xl/_rels/workbook.xml.rels", relationship("worksheet", part))
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>",
        )
        if shared_strings:
            package.writestr("xl/sharedStrings.xml", shared_strings)
        package.writestr(f"xl/{part}", f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>')
    return file


def relationship(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/>'
        "</Relationships>"
    )


def test_a_small_handmade_workbook_is_read():
    assert [row.cells for row in rows_of_xlsx(workbook(HEAD + f'<row r="3">{CELL}</row>'))] == [["id"], [""], ["x"]]


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(workbook(HEAD + f'<row r="1048576">{CELL * 16384}</row>'), id="cells that name no column"),
        pytest.param(
            workbook(HEAD + '<row r="9000"><c r="AAAAA9000"><v>1</v></c></row>'), id="a column beyond the last"
        ),
        pytest.param(
            workbook(HEAD + '<row r="900000"><c r="BZZ900000"><v>1</v></c></row>', part="other.xml"),
            id="a sheet in a part of another name",
        ),
        pytest.param(
            workbook(HEAD, shared_strings=f'<sst xmlns="{SHEET}" count="4000000000" uniqueCount="4000000000"/>'),
            id="a false number of strings",
        ),
    ],
)
def test_a_workbook_that_unfolds_to_gigabytes_is_refused_and_this_process_stays_as_it_was(file):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(TableRefused, match="too large"):
        list(rows_of_xlsx(file))

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # KB


@pytest.mark.skipif(not CHILDREN.exists(), reason="the system does not list a process's children")
def test_a_reader_whose_rows_are_no_longer_wanted_ends():
    before = children()
    rows = rows_of_xlsx(workbook(HEAD + f"<row>{CELL * 50}</row>" * 2000))
    assert next(rows).cells[0] == "id"
    reading = children() - before
    assert reading

    rows.close()

    assert not reading & children()


def children() -> set[str]:
    return set(CHILDREN.read_text().split())
