"""What a text holds that its readers cannot see: said to who writes it and to who decides on it; nothing is refused.

What turns the order of letters makes text read otherwise than it is stored and copied (“Trojan Source”,
https://trojansource.codes/trojan-source.pdf); marks upon marks cover the lines above and below (“zalgo”).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from enum import Enum
from itertools import groupby

from django.utils.translation import gettext_lazy as _

OVERRIDES = {"\u202d", "\u202e"}
ENDS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
"""What begins a stretch of another direction, and what ends it, as well-made Arabic and Hebrew text has it."""

MOST_MARKS = 8
"""Upon one letter: no script needs as many."""


class Oddity(Enum):
    """The value is what is said of it, to be translated."""

    TURNED = _(
        "It holds invisible characters that turn the order of letters: what is read here may differ from what is "
        "copied from here. They are kept as they were typed."
    )
    PILED = _(
        "It holds letters with a pile of marks upon them. They are kept as they were typed, and shown cut off where "
        "they would cover other words."
    )

    @property
    def said(self) -> str:
        return str(self.value)


def oddities(text: str) -> list[Oddity]:
    return list(_found(text))


def _found(text: str) -> Iterator[Oddity]:
    if any(_turns(line) for line in text.splitlines()):
        yield Oddity.TURNED
    if any(is_mark and len(list(run)) > MOST_MARKS for is_mark, run in groupby(text, _is_mark)):
        yield Oddity.PILED


def _turns(line: str) -> bool:
    """Letters are forced into an order, or a stretch of another direction does not end with its line."""
    awaited: list[str] = []
    for char in line:
        if char in OVERRIDES:
            return True
        if char in ENDS:
            awaited.append(ENDS[char])
        elif awaited and char == awaited[-1]:
            awaited.pop()
    return bool(awaited)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Me"}
