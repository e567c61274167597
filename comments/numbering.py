"""Provisions by their number as somebody writes it: “Article 5”, “5”, “5.2”, “7(2)(a)”, “Article 7, paragraph 2”."""

from __future__ import annotations

import re
from collections.abc import Iterable

ARTICLE = "art_"
PART = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
Numbered = tuple[str, str]
"""An eid and the number as printed, "" for none."""


def eids_of(written: str, provisions: Iterable[Numbered]) -> list[str]:
    """The provisions that may be meant, in the order of the draft: none, one, or more where the number says too little.

    What is printed so comes first, then an article of that number, then what stands at the end of such a way through
    the draft.
    """
    known = list(provisions)
    words = PART.findall(written.casefold())
    if not words:
        return []
    printed = [eid for eid, number in known if eid == written.strip() or PART.findall(number.casefold()) == words]
    if len(printed) == 1 and len(words) > 1:
        return printed
    numbers = [word for word in words if any(char.isdigit() for char in word) or len(word) <= 2] or words
    ends = [eid for eid, number in known if _way(eid, number)[-len(numbers) :] == numbers]
    articles = [eid for eid in ends if eid.rpartition("__")[2].startswith(ARTICLE)]
    return articles if len(articles) == 1 else printed or ends


def _way(eid: str, number: str) -> list[str]:
    """The numbers that lead to a provision through what it stands in: article 5, paragraph 2 is 5, 2."""
    way = [number for part in eid.split("__") if (number := part.partition("_")[2])]
    own = PART.findall(number.casefold())
    return [*way[:-1], own[-1]] if way and own else way
