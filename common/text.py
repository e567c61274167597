"""Text that PostgreSQL and UTF-8 can hold."""

import re
import unicodedata

REPLACEMENT = "�"
UNSEEN = {"Cc", "Cf", "Mn", "Zl", "Zp", "Zs"}
FILLERS = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}
"""Letters and symbols by their category, and blank by their shape: Hangul fillers and the empty Braille cell."""
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
_NEWLINES = re.compile("\r\n?")


def is_storable(text: str) -> bool:
    """False where the text holds a NUL or half of a surrogate pair, which no database column takes."""
    return _NOT_STORABLE.search(text) is None


def is_blank(text: str) -> bool:
    """True where a reader would see nothing: only spaces, invisible marks and fillers."""
    return all(unicodedata.category(char) in UNSEEN or char in FILLERS for char in text)


def storable(text: str) -> str:
    """NULs and lone surrogates become U+FFFD and every line ends with one line feed."""
    return _NEWLINES.sub("\n", _NOT_STORABLE.sub(REPLACEMENT, text))
