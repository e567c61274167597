"""Numerals of several scripts as integers."""

import re
import unicodedata

ROMAN = re.compile(r"(?=[ivxlcdm])m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
CHINESE_NUMERAL = "[零〇一二三四五六七八九十百千两]"


def roman(numeral: str) -> int | None:
    """The value of a well-formed Roman numeral in either case, else None."""
    if not ROMAN.fullmatch(numeral):
        return None
    values = [ROMAN_VALUES[letter] for letter in numeral.lower()]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def chinese(numeral: str) -> int | None:
    """The value of a Chinese numeral below 10,000 (二十五 is 25, 一〇五 is 105), else None."""
    if not numeral or any(sign not in CHINESE_DIGITS and sign not in CHINESE_UNITS for sign in numeral):
        return None
    if not any(sign in CHINESE_UNITS for sign in numeral):
        return int("".join(str(CHINESE_DIGITS[sign]) for sign in numeral))
    total, digit = 0, None
    for sign in numeral:
        if sign in CHINESE_UNITS:
            total += (1 if digit is None else digit) * CHINESE_UNITS[sign]
            digit = None
        else:
            digit = CHINESE_DIGITS[sign] or None
    return total + (digit or 0)


def ascii_name(sign: str) -> str:
    """A character in ASCII letters and digits: é is e, ٣ is 3, б is be, أ is alef; "" for punctuation."""
    if sign.isascii():
        return sign if sign.isalnum() else ""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    base = unicodedata.normalize("NFKD", sign)[0]
    if base.isascii():
        return base if base.isalnum() else ""
    if not sign.isalnum():
        return ""
    name = unicodedata.name(base, "")
    if " LETTER " not in name:
        return f"u{ord(sign):x}"
    return re.sub("[^a-z0-9]", "", name.split(" LETTER ")[1].split(" WITH ")[0].lower())
