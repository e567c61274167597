"""Where a text can be split: before each of its lines and sentences but the first."""

from __future__ import annotations

import re
from typing import NamedTuple

END = re.compile(r"\n+|[。！？]+[”’」』）]*|[.!?;:…؟؛۔]+[\"'”’»)\]]*(?=\s)")
SHOWN = 90


class Cut(NamedTuple):
    """A place in code points, and the words that follow it, as far as they are shown."""

    at: int
    words: str


def cuts(text: str) -> list[Cut]:
    found: list[Cut] = []
    for mark in END.finditer(text):
        at = mark.end() + len(text[mark.end() :]) - len(text[mark.end() :].lstrip())
        if text[:at].strip() and text[at:].strip() and (not found or found[-1].at != at):
            found.append(Cut(at, text[at : at + SHOWN].split("\n")[0] + ("…" if len(text) > at + SHOWN else "")))
    return found
