"""What counts as a word when two drafts are compared.

Words decide, not how they are written: white space, line ends, punctuation (quotation marks, dashes, hyphens, commas)
and invisible characters are nothing, compatibility forms (ligatures, full width, Arabic presentation forms) are the
letters they stand for (Unicode's NFKC), all decimal digits are alike whatever their script, and Arabic vowel signs and
elongation are left out, as they are optional. Capitals count: “Party” and “party” differ. So do signs that stand for a
word, such as “%”. In scripts without spaces each character is a word.
"""

from __future__ import annotations

import unicodedata

from consultations.redline.words import WITHOUT_SPACES

SPOKEN = "%‰&§@"
"""Punctuation by its category, words by its use."""
OPTIONAL = {0x0640, *range(0x064B, 0x0653), 0x0670}


class _Written(dict[int, str]):
    """What each character is written as, for `str.translate`; filled as characters come."""

    def __missing__(self, code: int) -> str:
        self[code] = written = _written(chr(code))
        return written


def _written(char: str) -> str:
    category = unicodedata.category(char)
    if ord(char) in OPTIONAL or category == "Cf":
        return ""
    if char in SPOKEN or (category[0] == "S" and category != "Sk"):
        return f" {char} "
    if category[0] in "PZC" or category == "Sk":
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if any(first <= ord(char) <= last for first, last in WITHOUT_SPACES):
        return char if category[0] == "M" else f" {char} "
    return char


_WRITTEN = _Written()


def words(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", text).translate(_WRITTEN).split()


def number(printed: str) -> str:
    """A number to compare: “(A)” is “a.”."""
    return " ".join(words(printed)).casefold()
