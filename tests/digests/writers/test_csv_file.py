"""CSV as RFC 4180 wants it and as a spreadsheet does no harm with it."""

import csv
import io

import pytest

from digests.enums import Audience, Format
from digests.tables.columns import CellType, Column
from digests.writers.csv_file import write_csv
from tests.digests.corpus import entry, insert

pytestmark = pytest.mark.django_db


@pytest.fixture
def copied(tmp_path):
    def copy(sql, **parameters):
        path = tmp_path / "table.csv"
        rows = write_csv(path, sql, parameters, lambda _: None)
        return rows, path.read_bytes()

    return copy


def test_rows_end_with_crlf_and_line_ends_inside_a_cell_stay_as_they_are(copied):
    sql = "SELECT * FROM (VALUES (E'a\nb', 'c\"d'), (E'e\r\nf', 'g')) t(one, two)"

    assert copied(sql) == (2, b'one,two\r\n"a\nb","c""d"\r\n"e\r\nf",g\r\n')


def test_an_absent_value_is_an_empty_cell_and_a_table_without_rows_has_its_head(copied):
    assert copied("SELECT NULL AS one, 1 AS two") == (1, b"one,two\r\n,1\r\n")
    assert copied("SELECT 1 AS one WHERE FALSE") == (0, b"one\r\n")


def test_a_cell_of_twenty_megabytes_is_written_whole(copied):
    rows, written = copied("SELECT repeat('0123456789', %(times)s) AS one", times=2_000_000)

    assert (rows, len(written)) == (1, 20_000_000 + len(b"one\r\n\r\n"))


def test_the_rows_are_told_one_by_one(tmp_path):
    told = []

    write_csv(tmp_path / "t.csv", "SELECT generate_series(1, 3)", {}, told.append)

    assert told == [0, 1, 2, 3]


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "-", '=HYPERLINK("http://x")']
HARMLESS = [" =1+1", "1+1=2", "'=1", "a\n=1+1", "„=1“", "٣=", "﻿=1"]


def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe_in_front_and_no_other_text(corpus, write, rows_of):
    said = FORMULAS + HARMLESS
    made = insert(*(entry(corpus.scene, 400 + n, body, author_name=body) for n, body in enumerate(said)))

    rows = {it["comment_id"]: it for it in rows_of(write(corpus.selection(), Format.CSV))}

    for comment, body in zip(made, said, strict=True):
        expected = f"'{body}" if body in FORMULAS else body
        assert (rows[comment.reference]["body"], rows[comment.reference]["author_name"]) == (expected, expected)


def test_carriage_returns_are_guarded_too(copied):
    value = Column("body", "%(text)s").csv_value(Audience.STAFF)

    assert copied(f"SELECT {value} AS body", text="\r=1")[1] == b'body\r\n"\'\r=1"\r\n'


def test_numbers_and_times_are_left_alone(copied):
    value = Column("number", "-1", CellType.NUMBER).csv_value(Audience.STAFF)

    assert copied(f"SELECT {value} AS number")[1] == b"number\r\n-1\r\n"


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


def test_what_is_written_is_read_back_by_pythons_own_reader(copied):
    _, written = copied("SELECT 'é ‮עברית' AS one, E'\\\\.' AS two")

    assert list(csv.reader(io.StringIO(written.decode(), newline=""))) == [["one", "two"], ["é ‮עברית", "\\."]]
