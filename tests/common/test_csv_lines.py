import csv

from common.csv_lines import csv_lines


def test_cells_are_quoted_where_they_must_be_and_formulas_are_text():
    lines = list(csv_lines(("a", "b"), [("x,y", 1), ('=1+1 "no"', -2)]))

    assert lines[0] == "a,b\r\n"
    assert list(csv.reader(lines)) == [["a", "b"], ["x,y", "1"], ['\'=1+1 "no"', "-2"]]
