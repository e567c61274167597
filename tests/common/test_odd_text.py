import pytest

from common.odd_text import MOST_MARKS, Oddity, oddities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Each Party shall", []),
        ("لكل طرف (٥) أن يقرر", []),
        ("In \u2067النص\u2069 and \u202bהטקסט\u202c, \u2068each\u2069", []),
        ("\u200fעברית\u200e (1)", []),
        ("a pop too many\u202c\u2069", []),
        ("בְּרֵאשִׁ֖ית", []),
        ("o" + "\u0301" * MOST_MARKS, []),
        ("shall \u202eton\u202c", [Oddity.TURNED]),
        ("shall \u202dnot", [Oddity.TURNED]),
        ("begins \u2067and\nends\u2069", [Oddity.TURNED]),
        ("crossed \u2067\u202b\u2069\u202c", [Oddity.TURNED]),
        ("z" + "\u0301" * (MOST_MARKS + 1), [Oddity.PILED]),
        ("\u202ez" + "\u0301\u0316" * MOST_MARKS, [Oddity.TURNED, Oddity.PILED]),
    ],
)
def test_what_a_reader_cannot_see_is_named(text, expected):
    assert oddities(text) == expected
