"""XLSX: what is text stays text, what is a number or a time is one, and nothing is lost to a limit of the format."""

import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest

from digests.enums import Format
from digests.tables.columns import CellType, Column
from digests.writers.xlsx_file import CELL_LIMIT, CUT, Book, cell_text, parts
from tests.digests.corpus import entry, insert

MADE_AT = datetime(2026, 3, 1, tzinfo=UTC)
COLUMNS = (Column("comment_id"), Column("body"))


def book_of(tmp_path, rows, columns=COLUMNS, **options):
    path = tmp_path / "book.xlsx"
    with Book(path, made_at=MADE_AT, **options) as book:
        book.write("comments", columns, rows)
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

    cut = values(book["comments"])[1][1]
    assert len(cut) == CELL_LIMIT
    assert cut == long[: CELL_LIMIT - len(CUT)] + CUT
    head, *rows = values(book["long texts"])
    assert head == ["comment_id", "column", "part", "text"]
    assert [row[:3] for row in rows] == [["C-1", "body", 1], ["C-1", "body", 2], ["C-1", "body", 3]]
    assert "".join(row[3] for row in rows) == long


@pytest.mark.parametrize("text", ["😀" * 16_383, "x" * CELL_LIMIT, "é" * CELL_LIMIT])
def test_a_text_that_just_fits_is_not_cut(text):
    assert cell_text(text) == text


def test_the_limit_counts_as_spreadsheets_do_and_no_character_is_cut_in_two():
    cut = cell_text("😀" * 16_384)

    assert len(cut.encode("utf-16-le")) <= 2 * CELL_LIMIT
    assert cut.removesuffix(CUT) == "😀" * ((CELL_LIMIT - len(CUT)) // 2)
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
