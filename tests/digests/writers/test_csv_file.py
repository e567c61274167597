"""CSV as RFC 4180 wants it and as a spreadsheet does no harm with it."""

import csv
import io

import pytest
from django.db import connection

from digests.enums import Format
from digests.tables.columns import CellType, Column
from digests.writers.csv_file import CsvFile, read_csv
from tests.digests.corpus import entry, insert

COLUMNS = (Column("one"), Column("two"))


@pytest.fixture
def written(tmp_path):
    """The bytes of a table of such rows."""

    def write(*rows, columns=COLUMNS):
        path = tmp_path / "table.csv"
        with CsvFile(path, columns) as file:
            for row in rows:
                file.add(row)
        return path.read_bytes()

    return write


def test_rows_end_with_crlf_and_line_ends_inside_a_cell_stay_as_they_are(written):
    rows = (("a\nb", 'c"d'), ("e\r\nf", "g"), ("h,i", "j\rk"))

    assert written(*rows) == b'one,two\r\n"a\nb","c""d"\r\n"e\r\nf",g\r\n"h,i","j\rk"\r\n'


def test_an_absent_value_is_an_empty_cell_and_a_table_without_rows_has_its_head(written):
    assert written((None, "2")) == b"one,two\r\n,2\r\n"
    assert written() == b"one,two\r\n"


def test_a_cell_of_twenty_megabytes_is_written_whole_and_read_back(written, tmp_path):
    text = "0123456,89" * 2_000_000

    assert len(written((text, "1"))) == len(text) + len(b'one,two\r\n"",1\r\n')
    assert list(read_csv(tmp_path / "table.csv", ["two", "one"])) == [("1", text)]


def test_rows_are_counted_however_they_come(tmp_path):
    with CsvFile(tmp_path / "table.csv", COLUMNS) as file:
        file.add(("1", "2"))
        file.add_cells(b'"3, 4",5')

    assert file.rows == 2
    assert (tmp_path / "table.csv").read_bytes() == b'one,two\r\n1,2\r\n"3, 4",5\r\n'


@pytest.mark.django_db
def test_cells_are_as_postgresql_writes_them(written):
    """Text that needs quotes in one of two writers of CSV needs them in the other."""
    texts = ["a", "a b", " a", 'a"b', "a,b", "a\nb", "a\rb", "\\.", "'a", "é", "a;b", '"', ","]
    into = io.BytesIO()
    with connection.cursor() as cursor:
        select = cursor.mogrify("SELECT *, 'x' FROM unnest(%s) one", [texts]).decode()
        cursor.copy_expert(f"COPY ({select}) TO STDOUT (FORMAT csv)", into)

    rows = written(*((text, "x") for text in texts)).removeprefix(b"one,two\r\n")

    assert rows.replace(b"\r\n", b"\n") == into.getvalue()


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "-", '=HYPERLINK("http://x")']
HARMLESS = [" =1+1", "1+1=2", "'=1", "a\n=1+1", "„=1“", "٣=", "﻿=1"]


def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe_in_front_and_no_other_text(corpus, write, rows_of):
    said = FORMULAS + HARMLESS
    made = insert(*(entry(corpus.scene, 400 + n, body, author_name=body) for n, body in enumerate(said)))

    rows = {it["comment_id"]: it for it in rows_of(write(corpus.selection(), Format.CSV))}

    for comment, body in zip(made, said, strict=True):
        expected = f"'{body}" if body in FORMULAS else body
        assert (rows[comment.reference]["body"], rows[comment.reference]["author_name"]) == (expected, expected)


def test_carriage_returns_are_guarded_too(written):
    assert written(("\r=1", "2")) == b'one,two\r\n"\'\r=1",2\r\n'


def test_numbers_and_times_are_left_alone_and_booleans_are_words(written):
    columns = (Column("number", type=CellType.NUMBER), Column("late", type=CellType.BOOLEAN))

    assert written((-1, True), (0, False), columns=columns) == b"number,late\r\n-1,true\r\n0,false\r\n"


def test_the_formulas_of_the_real_collection_come_out_guarded(real_data, corpus, write, rows_of):
    lines = [
        line
        for path in sorted((real_data / "43-adv-csv-injection").rglob("*.txt"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if line.strip() and "\x00" not in line
    ]
    made = insert(*(entry(corpus.scene, 400 + n, line) for n, line in enumerate(lines)))
    bodies = {comment.reference: comment.current_revision.body for comment in made}

    rows = rows_of(write(corpus.selection(), Format.CSV))

    found = {it["comment_id"]: it["body"] for it in rows if it["comment_id"] in bodies}
    assert len(found) == len(lines) > 0
    assert [body for body in found.values() if body[0] in "=+-@\t\r"] == []
    assert {body.removeprefix("'") for body in found.values()} == {body.removeprefix("'") for body in bodies.values()}


def test_what_is_written_is_read_back_by_pythons_own_reader(written):
    text = written(("é ‮עברית", "\\."))

    assert list(csv.reader(io.StringIO(text.decode(), newline=""))) == [["one", "two"], ["é ‮עברית", "\\."]]
