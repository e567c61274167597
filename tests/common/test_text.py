from hypothesis import given
from hypothesis import strategies as st

from common.text import is_storable, storable


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
