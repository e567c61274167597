import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text import is_storable, isolated, one_line, storable


def test_nul_and_lone_surrogates_become_the_replacement_character():
    assert storable("a\x00b\ud800c\udfffd") == "a�b�c�d"


def test_every_newline_becomes_a_line_feed():
    assert storable("a\r\nb\rc\n") == "a\nb\nc\n"


def test_a_character_outside_the_basic_plane_is_storable():
    assert is_storable("𝔄 😀")


@given(st.text(alphabet=st.characters()))
def test_whatever_comes_in_what_comes_out_is_storable(text):
    stored = storable(text)

    assert is_storable(stored)
    assert storable(stored) == stored
    stored.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two\r\nlines\tand  spaces", "Two lines and spaces"),
        ("Bcc: a@example.org\n\nBody", "Bcc: a@example.org Body"),
        ("\u202egnp.exe\u202c \u2067x\u2069", "gnp.exe x"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("1234567890", "1234567890"),
        ("12345678901", "123456789…"),
        ("12345678 0 1", "12345678…"),
    ],
)
def test_text_as_part_of_a_line(text, expected):
    assert one_line(text, limit=10 if text.startswith("12345") else 100) == expected


@pytest.mark.parametrize(
    ("text", "in_right_to_left", "is_apart"),
    [
        ("Amina", False, False),
        ("أمينة", False, True),
        ("Amina أمينة", False, True),
        ("Amina", True, True),
        ("أمينة", True, False),
        ("12 345", True, False),
    ],
)
def test_what_runs_the_other_way_stands_in_an_isolate(text, in_right_to_left, is_apart):
    expected = f"\u2068{text}\u2069" if is_apart else text

    assert isolated(text, in_right_to_left=in_right_to_left) == expected
