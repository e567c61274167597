"""Texts cut into what a redline compares. Joined again, the parts are the text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

JOINERS = {"\u200c", "\u200d"}
"""They hold letters together, in Persian and in the scripts of India, or apart within a word."""

WITHOUT_SPACES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x0F00, 0x109F),  # Tibetan, Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x31FF),  # radicals, kana, Bopomofo
    (0x3400, 0x9FFF),  # Han
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),  # kana of half the width
    (0x1B000, 0x1B16F),
    (0x20000, 0x323AF),
)
"""Code points of scripts that put no spaces between words: there each character is compared by itself."""

SENTENCE = re.compile(r"[^.!?。！？؟।\n]*(?:[.!?。！？؟।]+[^\S\n]*|\n|$)")


def words(text: str) -> list[str]:
    """Words, stretches of white space, line ends and signs. Marks above or below a letter stay with it."""
    starts, last = [], ""
    for index, char in enumerate(text):
        kind = _kind(char)
        if kind == "mark" and index:
            continue
        if kind != last or kind not in ("word", "space"):
            starts.append(index)
        last = kind
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def count_words(text: str) -> int:
    return sum(any(char.isalnum() for char in part) for part in words(text))


def sentences(text: str) -> list[str]:
    """Sentences, roughly, and lines: for texts that are too long to be compared word by word."""
    return [part for part in SENTENCE.findall(text) if part]


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    category = unicodedata.category(char)
    if category[0] == "M" or char in JOINERS:
        return "mark"
    if category[0] in "LN":
        return "sign" if any(first <= ord(char) <= last for first, last in WITHOUT_SPACES) else "word"
    return "space" if char.isspace() and char != "\n" else "sign"
