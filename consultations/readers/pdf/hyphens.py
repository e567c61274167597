"""Words that a line's end breaks, joined again as the rest of the text has them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

HYPHENS = "-‐\u00ad"
LETTERS = r"[^\W\d_]+"
IDEOGRAPH = re.compile("[⺀-鿿豈-﫿　-〿＀-￯]")
WORD = re.compile(rf"{LETTERS}(?:[-‐]{LETTERS})*")
BROKEN = re.compile(rf"(?:{LETTERS}[-‐])*{LETTERS}[-‐\u00ad]$")
CONTINUED = re.compile(rf"{LETTERS}(?:[-‐]{LETTERS})*")


class Vocabulary:
    """The words of the text that no line's end breaks."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.words: Counter[str] = Counter()
        self.prefixes: Counter[str] = Counter()
        is_broken = False
        for line in lines:
            whole = line.split()[is_broken:]
            is_broken = line[-1:] in set(HYPHENS)
            for found in WORD.findall(" ".join(whole[:-1] if is_broken else whole)):
                self.words[found.casefold()] += 1
                if "-" in found:
                    self.prefixes[found.casefold().split("-")[0]] += 1

    def joined(self, before: str, after: str) -> str:
        """The last word of a line and the first of the next as one; with a space where there is nothing to join.

        A hyphen stays before a capital or a digit, where the word occurs with it more often than without, and, where it
        occurs neither way, after one letter, between two words, and where other words begin with the same part and a
        hyphen (“non-”).
        """
        if IDEOGRAPH.match(after) and IDEOGRAPH.match(before[-1:]):
            return before + after
        if not before or before[-1] not in HYPHENS or len(before) < 2 or not after or not before[-2].isalnum():
            return f"{before} {after}"
        if before[-1] == "\u00ad":
            return before[:-1] + after
        first, second = BROKEN.search(before), CONTINUED.match(after)
        if first is None or second is None or not after[0].islower():
            return before + after
        whole, hyphened = (first[0][:-1] + second[0]).casefold(), (first[0] + second[0]).casefold()
        if self.words[whole] or self.words[hyphened]:
            keeps = self.words[hyphened] >= self.words[whole]
        else:
            keeps = self.are_two_words(first[0][:-1].casefold(), second[0].casefold())
        return before + after if keeps else before[:-1] + after

    def are_two_words(self, first: str, second: str) -> bool:
        last = first.split("-")[-1]
        if len(last) == 1:  # no word is broken after one letter
            return True
        if self.words[last + second]:
            return False
        known = self.words[last] and self.words[second]
        return bool(known and (last != first or min(len(last), len(second)) > 2)) or bool(self.prefixes[first])
