import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO, RawIOBase
from typing import Any

import openpyxl
import pytest

from comments.imports.row import Level, Row, TableRefused
from comments.imports.tables import TableOptions, read_table


def rows(data: bytes, **options: str) -> list[Row]:
    return list(read_table(BytesIO(data), TableOptions(**options)))


def values(data: bytes, **options: str) -> list[dict[str, str]]:
    return [row.values for row in rows(data, **options)]


def errors(row: Row) -> list[tuple[str, str]]:
    return [(problem.field, problem.text) for problem in row.problems if problem.level is Level.ERROR]


def workbook(*table: list[Any], title: str = "Comments") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for line in table:
        sheet.append(line)
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
        cell.data_type = "s"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str):
    data = f'id{delimiter}text\n1{delimiter}"a, b; c"\n2{delimiter}d\n'.encode()

    assert values(data) == [{"id": "1", "text": "a, b; c"}, {"id": "2", "text": "d"}]


def test_a_delimiter_may_be_announced_or_given():
    assert values(b"sep=|\nid|text\n1|a,b,c,d") == [{"id": "1", "text": "a,b,c,d"}]
    assert values(b"id~text\n1~a,b", delimiter="~") == [{"id": "1", "text": "a,b"}]


def test_rows_count_as_a_spreadsheet_counts_them():
    found = rows(b'id,text\n1,"two\nlines"\n\n3,c')

    assert [(row.line, row.values["id"]) for row in found] == [(2, "1"), (4, "3")]


def test_a_row_with_too_many_cells_is_an_error_and_with_too_few_a_warning():
    long, short, padded = rows(b"id,text,end\n1,a,b,c\n2,a\n3,a,b,,\n")

    assert [(problem.level, problem.field) for problem in long.problems] == [(Level.ERROR, "")]
    assert [(problem.level, problem.field) for problem in short.problems] == [(Level.WARNING, "")]
    assert padded.problems == []


def test_a_column_named_twice_gets_a_number():
    assert values(b"date,date,text\n1,2,3") == [{"date": "1", "date (2)": "2", "text": "3"}]


def test_an_empty_file_is_refused_in_words():
    with pytest.raises(TableRefused, match="The file is empty"):
        rows(b"")


def test_a_field_of_20_megabytes_is_one_error_in_bounded_memory():
    class Endless(RawIOBase):
        """20 MB that are never all there."""

        def __init__(self) -> None:
            self.pieces = self.parts()

        def parts(self) -> Iterator[bytes]:
            yield b'id,text\n1,a\n2,"'
            for _ in range(20):
                yield b"lorem ipsum dolor sit amet, consectetur \n" * 25_000
            yield b'"\n3,c\n'

        def read(self, size: int = -1) -> bytes:
            return next(self.pieces, b"")

        def seek(self, *place: int) -> int:
            self.pieces = self.parts()
            return 0

    tracemalloc.start()
    found = list(read_table(Endless(), TableOptions()))  # type: ignore[arg-type]  # a stand-in with the one method that is read
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [(row.values["id"], errors(row)) for row in found] == [
        ("1", []),
        ("2", [("text", "The cell is longer than 1,000,000 characters.")]),
        ("3", []),
    ]
    assert peak < 60_000_000


def test_json_lines_give_flat_columns_of_text():
    data = b'{"id": 1, "author": {"name": "A"}, "tags": ["x", 2], "none": null, "yes": true, "deep": [{"a": 1}]}\n'

    assert values(data) == [
        {"id": "1", "author.name": "A", "tags": "x; 2", "none": "", "yes": "true", "deep": '[{"a": 1}]'}
    ]


def test_lines_that_are_not_json_objects_are_errors_of_their_rows():
    data = b'{"id": 1}\n{"id": \n[1]\n\n{"id": 2}\n' + b"[" * 100_000 + b"\n" + b'{"n": ' + b"9" * 5000 + b"}"

    found = rows(data, format="jsonl")

    assert [row.line for row in found] == [1, 2, 3, 5, 6, 7]
    assert [bool(errors(row)) for row in found] == [False, True, True, False, True, True]


def test_a_line_of_json_without_end_is_one_error():
    found = rows(b'{"id": 1}\n{"text": "' + b"x" * 9_000_000 + b'"}\n{"id": 3}\n')

    assert [(row.line, bool(errors(row))) for row in found] == [(1, False), (2, True), (3, False)]


def test_lone_surrogates_in_json_reach_the_row():
    assert values(b'{"text": "a\\ud800b"}') == [{"text": "a\ud800b"}]


def test_workbook_cells_become_text_and_dates_iso():
    data = workbook(
        ["id", "at", "day", "hour", "yes", "share", "text"],
        [1, datetime.fromisoformat("2026-03-01T14:30"), date(2026, 3, 2), time(9, 5), True, 0.5, "=1+1 is text"],
    )

    assert values(data) == [
        {
            "id": "1",
            "at": "2026-03-01T14:30:00",
            "day": "2026-03-02",
            "hour": "09:05:00",
            "yes": "true",
            "share": "0.5",
            "text": "=1+1 is text",
        }
    ]


def test_a_sheet_is_chosen_by_name_and_a_wrong_name_lists_the_sheets():
    data = workbook(["id"], ["1"], title="Données")

    assert values(data, sheet="Données") == [{"id": "1"}]
    with pytest.raises(TableRefused, match="The workbook has: Données"):
        rows(data, sheet="Data")


def test_a_cell_at_the_far_corner_is_refused_before_it_fills_the_memory():
    book = openpyxl.Workbook()
    book.active["A1"] = "id"
    book.active["XFD1048576"] = "x"
    file = BytesIO()
    book.save(file)

    with pytest.raises(TableRefused, match="too large when unpacked"):
        rows(file.getvalue())


def test_a_zip_bomb_is_refused():
    file = BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as entry,
    ):
        for _ in range(260):
            entry.write(b"\0" * 1_048_576)

    with pytest.raises(TableRefused, match="too large when unpacked"):
        rows(file.getvalue())


@pytest.mark.parametrize("data", [b"PK\x03\x04 not a zip", b"%PDF-1.7", b"\xd0\xcf\x11\xe0 old Excel"])
def test_a_file_that_is_no_table_is_refused(data: bytes):
    with pytest.raises(TableRefused):
        rows(data)


def test_a_zip_without_a_workbook_is_refused():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "no sheet here")

    with pytest.raises(TableRefused, match="not a workbook"):
        rows(file.getvalue())
