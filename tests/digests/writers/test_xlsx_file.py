"""XLSX: what is text stays text, what is a number or a time is one, and nothing is lost to a limit of the format."""

import re
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest
import xlsxwriter

from digests.enums import Format
from digests.tables.columns import CellType, Column
from digests.writers.xlsx_file import CELL_LIMIT, CUT, Book, cut, is_too_long, parts
from tests.digests.corpus import entry, insert

MADE_AT = datetime(2026, 3, 1, tzinfo=UTC)
COLUMNS = (Column("comment_id"), Column("body"))


def book_of(tmp_path, rows, columns=COLUMNS, **options):
    path = tmp_path / "book.xlsx"
    with Book(path, made_at=MADE_AT, **options) as book:
        sheet = book.sheet("comments", columns)
        for row in rows:
            sheet.add(row)
    return openpyxl.load_workbook(path)


def values(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "\t=1", "https://example.org", "mailto:a@example.org", "internal:Sheet1!A1",
    "0123", "1e5", "TRUE", "2026-01-01", "<script>alert(1)</script>", "<r>raw</r>", "<r><t>x</t></r>", "a & b \"c\"",
    "‮right to left‬ עברית العربية", "👩‍👩‍👧", " two  blanks ", "line\nline", "'quoted", "&amp;",
]  # fmt: skip


def test_hostile_text_comes_back_as_the_same_text(tmp_path):
    book = book_of(tmp_path, [(str(n), text) for n, text in enumerate(HOSTILE)])

    cells = [row[1] for row in book["comments"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == HOSTILE
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert [cell.hyperlink for cell in cells] == [None] * len(cells)


def test_characters_that_xml_cannot_hold_are_escaped_or_replaced_and_the_file_opens(tmp_path):
    book = book_of(tmp_path, [("1", "a\x01b\x1fc"), ("2", "d￾e￿f")])

    assert [row[1] for row in values(book["comments"])][1:] == ["a_x0001_b_x001F_c", "d�e�f"]


def test_cells_have_their_types(tmp_path):
    columns = (
        Column("comment_id"), Column("depth", type=CellType.NUMBER), Column("posted_at", type=CellType.TIME),
        Column("late", type=CellType.BOOLEAN), Column("edited_at", type=CellType.TIME),
    )  # fmt: skip

    book = book_of(
        tmp_path, [("C", 3, "2026-03-01T09:30:00Z", True, None), ("D", 0, "1801-01-01T00:00:00Z", False, None)], columns
    )

    assert values(book["comments"])[1:] == [
        ["C", 3, datetime(2026, 3, 1, 9, 30, tzinfo=UTC).replace(tzinfo=None), True, None],
        ["D", 0, "1801-01-01T00:00:00Z", False, None],
    ]
    assert book["comments"].freeze_panes == "B2"


def test_a_text_too_long_for_a_cell_is_cut_with_a_notice_and_stands_in_full_on_its_own_sheet(tmp_path):
    long = "x" * 20_000 + "é" * 20_000

    book = book_of(tmp_path, [("C-1", long), ("C-2", "short")])

    shown = values(book["comments"])[1][1]
    assert len(shown) == CELL_LIMIT
    assert shown == long[: CELL_LIMIT - len(CUT)] + CUT
    head, *rows = values(book["long texts"])
    assert head == ["comment_id", "column", "part", "text"]
    assert [row[:3] for row in rows] == [["C-1", "body", 1], ["C-1", "body", 2], ["C-1", "body", 3]]
    assert "".join(row[3] for row in rows) == long


def test_rows_are_the_same_xml_as_xlsxwriter_makes_of_their_cells(tmp_path):
    """Rows go around XlsxWriter's cells; of every text but what it takes for rich text it makes the same."""
    texts = [it for it in HOSTILE if not it.startswith("<r>")] + ["a\x01b", "_x0001_", "_x005F_", "a\rb\tc", " "]
    with Book(tmp_path / "ours.xlsx", made_at=MADE_AT) as book:
        sheet = book.sheet(
            "comments", (*COLUMNS, Column("n", type=CellType.NUMBER), Column("b", type=CellType.BOOLEAN))
        )
        for number, text in enumerate(texts):
            sheet.add((str(number), text, number, number % 2 == 0))
    theirs = xlsxwriter.Workbook(str(tmp_path / "theirs.xlsx"), {"constant_memory": True})
    page = theirs.add_worksheet("comments")
    for number, text in enumerate(texts):
        page.write_string(number + 1, 0, str(number))
        page.write_string(number + 1, 1, text)
        page.write_number(number + 1, 2, number)
        page.write_boolean(number + 1, 3, number % 2 == 0)
    theirs.close()

    ours, others = (rows_in(tmp_path / name) for name in ("ours.xlsx", "theirs.xlsx"))
    assert ours[1:] == others


def rows_in(path):
    with zipfile.ZipFile(path) as archive:
        return re.findall("<row .*?</row>", archive.read("xl/worksheets/sheet1.xml").decode(), re.DOTALL)


@pytest.mark.parametrize("text", ["😀" * 16_383, "x" * CELL_LIMIT, "é" * CELL_LIMIT])
def test_a_text_that_just_fits_is_not_cut(text):
    assert not is_too_long(text)


def test_the_limit_counts_as_spreadsheets_do_and_no_character_is_cut_in_two():
    text = "😀" * 16_384
    shown = cut(text)

    assert is_too_long(text)
    assert len(shown.encode("utf-16-le")) <= 2 * CELL_LIMIT
    assert shown.removesuffix(CUT) == "😀" * ((CELL_LIMIT - len(CUT)) // 2)
    assert "".join(parts("😀" * 40_000)) == "😀" * 40_000


def test_a_full_sheet_goes_on_on_the_next_with_its_own_head(tmp_path):
    book = book_of(tmp_path, [(str(n), "x") for n in range(5)], rows_a_sheet=2)

    assert book.sheetnames == ["comments", "comments 2", "comments 3"]
    assert [[row[0] for row in values(book[name])] for name in book.sheetnames] == [
        ["comment_id", "0", "1"], ["comment_id", "2", "3"], ["comment_id", "4"],
    ]  # fmt: skip


def test_the_workbook_holds_the_table_and_the_anchors_as_the_csv_does(corpus, write, rows_of):
    insert(*(entry(corpus.scene, 500 + n, text) for n, text in enumerate(HOSTILE)))
    folder = write(corpus.selection())

    book = openpyxl.load_workbook(folder / "comments.xlsx")

    head, *rows = values(book["comments"])
    cells = rows_of(folder)
    assert head == list(cells[0])
    body = head.index("body")
    expected = [it["body"].removeprefix("'") for it in cells]
    assert [(row[body] or "").removeprefix("'") for row in rows] == expected
    assert [row[0] for row in rows] == [it["comment_id"] for it in cells]
    assert [row[0] for row in values(book["anchors"])][1:] == [
        it["comment_id"] for it in rows_of(folder, "anchors.csv")
    ]


def test_nothing_in_the_file_is_a_formula_or_a_link(corpus, write):
    insert(*(entry(corpus.scene, 500 + n, text) for n, text in enumerate(HOSTILE)))

    with zipfile.ZipFile(write(corpus.selection(), Format.XLSX) / "comments.xlsx") as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]

    assert sheets
    assert [sheet for sheet in sheets if b"<f>" in sheet or b"<hyperlink" in sheet] == []
