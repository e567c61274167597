import pytest

from common.formulas import inert


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1=1", " =1", "'=1", "a\n=1"])
def test_other_text_stays_as_it_is(text):
    assert inert(text) == text
