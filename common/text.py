"""Text that PostgreSQL and UTF-8 can hold."""

import re

REPLACEMENT = "�"
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
_NEWLINES = re.compile("\r\n?")


def is_storable(text: str) -> bool:
    """False where the text holds a NUL or half of a surrogate pair, which no database column takes."""
    return _NOT_STORABLE.search(text) is None


def storable(text: str) -> str:
    """NULs and lone surrogates become U+FFFD and every line ends with one line feed."""
    return _NEWLINES.sub("\n", _NOT_STORABLE.sub(REPLACEMENT, text))
