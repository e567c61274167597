"""Text without its white space, to compare what a browser selects with what is stored.

A browser joins and splits lines as its page does, and does not see the bars that stand between the cells of a table in
plain text. All else is the same, code point by code point.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

UNSEEN = {"|", "\u00ad", "\u200b", "\ufeff"}


class Ink(NamedTuple):
    """`letters` are the code points that leave ink, `places` where each stands in the text."""

    letters: str
    places: list[int]

    def letters_before(self, position: int) -> int:
        """How many letters stand before that position of the text."""
        return bisect_left(self.places, position)


def leaves_ink(char: str) -> bool:
    return not (char.isspace() or char in UNSEEN)


def ink_of(text: str) -> Ink:
    places = [place for place, char in enumerate(text) if leaves_ink(char)]
    return Ink("".join(text[place] for place in places), places)


def letters_of(text: str) -> str:
    return "".join(filter(leaves_ink, text))
