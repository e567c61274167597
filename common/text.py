"""Text that PostgreSQL and UTF-8 can hold."""

import re
import unicodedata

REPLACEMENT = "�"
UNSEEN = {"Cc", "Cf", "Mn", "Zl", "Zp", "Zs"}
FILLERS = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}
"""Letters and symbols by their category, and blank by their shape: Hangul fillers and the empty Braille cell."""
JOINERS = {"\u200c", "\u200d"}
"""Invisible, and part of how words are spelt in Persian and in the scripts of India, and of emoji."""
FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE = "\u2068", "\u2069"
RIGHT_TO_LEFT = {"R", "AL"}
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


def one_line(text: str, limit: int) -> str:
    """The text as part of a line of ours, of at most `limit` characters: what breaks lines is a space, and what is
    invisible or turns the direction of writing is gone."""
    spaced = " ".join(text.split())
    seen = "".join(char for char in spaced if unicodedata.category(char) not in {"Cc", "Cf"} or char in JOINERS)
    return seen if len(seen) <= limit else seen[: limit - 1].rstrip() + "…"


def isolated(text: str, *, in_right_to_left: bool) -> str:
    """The text for the midst of a sentence without markup: where letters of it run the other way, in an isolate, so
    that nothing around it changes its place (https://www.unicode.org/reports/tr9/)."""
    directions = {unicodedata.bidirectional(char) for char in text}
    turns = "L" in directions if in_right_to_left else bool(directions & RIGHT_TO_LEFT)
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}" if turns else text
