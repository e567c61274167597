from hypothesis import given
from hypothesis import strategies as st

from comments.imports import csv_records
from comments.imports.csv_records import CELL_LIMIT, Dialect, records


def cells(text: str, *, pieces: int | None = None, dialect: Dialect | None = None) -> list[list[str]]:
    chunks = [text[start : start + pieces] for start in range(0, len(text), pieces)] if pieces else [text]
    return [record.cells for record in records(chunks, dialect or Dialect())]


def test_quoted_cells_hold_delimiters_line_ends_and_doubled_quotes():
    assert cells('a,"b,\r\n""c""",d\r\n1,2,3') == [["a", 'b,\r\n"c"', "d"], ["1", "2", "3"]]


def test_every_line_end_ends_a_record_once():
    assert cells("a\rb\nc\r\nd") == [["a"], ["b"], ["c"], ["d"]]


def test_an_empty_line_is_a_record_of_one_empty_cell():
    assert cells("a\n\nb\n") == [["a"], [""], ["b"]]


def test_a_quotation_mark_inside_an_unquoted_cell_is_itself():
    assert cells('5" pipe,x\n1,2') == [['5" pipe', "x"], ["1", "2"]]


def test_an_empty_quoted_cell_at_the_end_counts():
    assert cells('a,""') == [["a", ""]]


def test_a_quotation_mark_that_is_never_closed_is_told():
    found = list(records(['a,b\n1,"2\n3,4'], Dialect()))

    assert [record.unclosed for record in found] == [False, True]


def test_an_overlong_cell_is_cut_and_the_next_record_is_whole():
    text = 'a,b\n1,"' + "x\n" * CELL_LIMIT + '"\n3,4\n'

    found = list(records((text[start : start + 65536] for start in range(0, len(text), 65536)), Dialect()))

    assert [record.overlong for record in found] == [[], [1], []]
    assert len(found[1].cells[1]) == CELL_LIMIT
    assert found[2].cells == ["3", "4"]


def test_a_record_with_a_million_delimiters_keeps_some_thousands():
    found = list(records(["," * 1_000_000, "\n1,2"], Dialect()))

    assert len(found[0].cells) == csv_records.CELLS_LIMIT
    assert found[1].cells == ["1", "2"]


@given(st.text(alphabet='a",;\n\r x', max_size=60), st.integers(1, 7))
def test_chunks_make_no_difference(text: str, pieces: int):
    assert cells(text, pieces=pieces) == cells(text)


@given(st.lists(st.lists(st.text(alphabet='aé",\n\r; ', max_size=8), min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_is_written_after_rfc_4180_is_read_back(table: list[list[str]]):
    text = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in table)

    assert cells(text) == table
