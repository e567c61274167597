import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.readers.numerals import chinese, roman
from consultations.readers.office.numbers import printed

TABLE = {
    "decimal": {1: "1", 10: "10", 0: "0"},
    "decimalZero": {1: "01", 10: "10", 100: "100"},
    "decimalZero3": {7: "007"},
    "lowerRoman": {1: "i", 4: "iv", 9: "ix", 49: "xlix", 1994: "mcmxciv"},
    "upperRoman": {14: "XIV", 0: "0"},
    "lowerLetter": {1: "a", 26: "z", 27: "aa", 28: "bb", 53: "aaa"},
    "upperLetter": {2: "B", 52: "ZZ"},
    "ordinal": {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 21: "21st", 112: "112th"},
    "cardinalText": {1: "One", 21: "Twenty-one", 105: "One hundred five"},
    "ordinalText": {1: "First", 12: "Twelfth", 20: "Twentieth", 23: "Twenty-third", 100: "One hundredth"},
    "arabicAlpha": {1: "أ", 2: "ب", 3: "ت", 28: "ي", 29: "أأ"},
    "arabicAbjad": {1: "أ", 2: "ب", 3: "ج", 4: "د", 28: "غ"},
    "hindiNumbers": {12: "१२"},
    "hindiArabic": {105: "١٠٥"},
    "chineseCounting": {1: "一", 10: "十", 11: "十一", 25: "二十五", 105: "一○五"},
    "chineseCountingThousand": {10: "十", 105: "一百零五", 110: "一百一十", 1005: "一千零五"},
    "chineseLegalSimplified": {10: "壹拾", 21: "贰拾壹"},
    "ideographTraditional": {1: "甲", 10: "癸", 11: "11"},
    "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "21"},
    "decimalFullWidth": {12: "１２"},
    "russianLower": {1: "а", 3: "в"},
    "hebrew1": {15: "טו", 22: "כב"},
    "numberInDash": {3: "- 3 -"},
    "bullet": {3: ""},
    "none": {3: ""},
    "aFormatOfTheFuture": {3: "3"},
}


@pytest.mark.parametrize(("style", "number", "shown"), [
    (style, number, shown) for style, rows in TABLE.items() for number, shown in rows.items()
])  # fmt: skip
def test_a_number_is_printed_in_its_format(style, number, shown):
    assert printed(number, style) == shown


@pytest.mark.parametrize(("language", "shown"), [("fr", "1er"), ("nl", "1e"), ("es", "1º"), ("de", "1."), ("ru", "1.")])
def test_an_ordinal_is_one_in_its_language(language, shown):
    assert printed(1, "ordinal", language) == shown


@given(st.integers(1, 3999))
def test_roman_numerals_say_their_number(number):
    assert roman(printed(number, "lowerRoman")) == number
    assert roman(printed(number, "upperRoman")) == number


@given(st.integers(1, 9999))
def test_chinese_numerals_say_their_number(number):
    assert chinese(printed(number, "chineseCountingThousand").replace("万", "")) == number


@given(st.sampled_from(sorted(TABLE)), st.integers(-(10**9), 10**9), st.sampled_from(["en", "de", ""]))
def test_any_number_is_printed_shortly_in_any_format(style, number, language):
    assert len(printed(number, style, language)) < 120
