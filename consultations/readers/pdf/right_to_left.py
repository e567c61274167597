"""Words that are read from right to left, put into their order by where their letters stand.

Programs write such letters now in the order of reading, now in that of the page, word by word; only the places of the
letters can be relied on. Numbers and words of other scripts among them run from left to right.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

SPACE, WIDE_SPACE = 0.05, 0.22
"""The gaps, in sizes of the letters, between words that the file divides and between words that it does not."""
LEFT_TO_RIGHT = re.compile(r"[A-Za-z0-9À-ɏ٠-٩۰-۹](?:[^֐-ٟ٪-ۯۺ-ࣿיִ-﻿]*[A-Za-z0-9À-ɏ٠-٩۰-۹%])?")
LETTER = re.compile("[A-Za-zÀ-ɏ]")
OPENING = "(["
PAIRS = {"(": "()", ")": "()", "[": "[]", "]": "[]"}


class Placed(Protocol):
    sign: str
    x0: float
    x1: float
    size: float
    word: int


def is_rtl(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text)


def logical_words(signs: Sequence[Placed]) -> list[str]:
    """The words of one line, first read first."""
    reversed_words = written_backwards(signs)
    order = sorted(
        range(len(signs)),
        key=lambda i: (-(signs[i].x0 + signs[i].x1), -i if signs[i].word in reversed_words else i),
    )
    text = ""
    for position, index in enumerate(order):
        here = signs[index]
        before = signs[order[position - 1]] if position else here
        space = WIDE_SPACE if before.word == here.word else SPACE
        text += (" " if before.x0 - here.x1 > space * here.size else "") + here.sign
    text = LEFT_TO_RIGHT.sub(lambda found: turned_run(found[0]), text)
    return with_paired_brackets(text).split()


def written_backwards(signs: Sequence[Placed]) -> set[int]:
    """Words whose letters come in the file from left to right."""
    votes: dict[int, int] = defaultdict(int)
    for before, here in pairwise(signs):
        if before.word == here.word:
            votes[here.word] += (here.x0 + here.x1 > before.x0 + before.x1) - (
                here.x0 + here.x1 < before.x0 + before.x1
            )
    return {word for word, vote in votes.items() if vote > 0}


def turned_run(run: str) -> str:
    """Digits of several numbers keep their order from right to left; with a Latin word, all is Latin."""
    if LETTER.search(run):
        return run[::-1]
    return re.sub(r"\S+", lambda number: number[0][::-1], run)


def with_paired_brackets(text: str) -> str:
    """Files have now the sign that is meant, now its shape, which is the other one: where they do not fit, by turns."""
    found = [position for position, sign in enumerate(text) if sign in PAIRS]
    waiting = 0
    for position in found:
        waiting += 1 if text[position] in OPENING else -1
        if waiting < 0:
            break
    if waiting == 0 or len(found) % 2:
        return text
    signs = list(text)
    for turn, position in enumerate(found):
        signs[position] = PAIRS[signs[position]][turn % 2]
    return "".join(signs)
