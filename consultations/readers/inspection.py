"""What a reader made of a file, and whether every word of the file is in it: in a provision or in a problem.

Words are compared, wherever they stand: runs of letters and digits in NFKC and folded case. What is left over on both
sides is compared by its letters, as markup may end in the midst of a word, and a number may be cut off from its text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from consultations.enums import ProblemReason
from consultations.readers.draft import ReadDraft

WORD = re.compile(r"[^\W_]+")
LINK = re.compile(r'(?:href|title)="([^"]*)"')
PUNYCODE = re.compile(r"xn--([a-z0-9-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Coverage:
    """`words` counts those of the source; `missing` are those that are neither in a provision nor in a problem."""

    words: int
    missing: Counter[str]

    @property
    def share(self) -> float:
        """1.0 where nothing is missing, and only there."""
        return 1 - self.missing.total() / self.words if self.words else 1.0


def coverage(draft: ReadDraft) -> Coverage:
    source = words(draft.source) - words(draft.markup)
    kept = words(" ".join(texts(draft)))
    missing, left_over = source - kept, kept - source
    missing -= words(" ".join(links(draft)))
    return Coverage(source.total(), in_no_pieces(missing, left_over))


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def texts(draft: ReadDraft) -> Iterator[str]:
    for provision, _parent, _depth in draft.walk():
        yield from (provision.number, provision.heading, provision.text)
    for problem in draft.problems:
        yield problem.text


def links(draft: ReadDraft) -> Iterator[str]:
    """The targets of links as people write them: they stand in no text, and some formats have them in theirs."""
    targets = [target for provision, _parent, _depth in draft.walk() for target in LINK.findall(provision.html)]
    targets += [it.text for it in draft.problems if it.reason in {ProblemReason.LINK, ProblemReason.HEADING_LINK}]
    for target in targets:
        yield from (target, PUNYCODE.sub(from_punycode, unquote(unescape(target))))
    yield from (unquote(problem.text) for problem in draft.problems if "%" in problem.text)


def from_punycode(label: re.Match[str]) -> str:
    try:
        return label[1].encode("ascii").decode("punycode")
    except UnicodeError:
        return label[0]


def in_no_pieces(missing: Counter[str], left_over: Counter[str]) -> Counter[str]:
    """Those of the missing words whose letters are not among those of the words left over."""
    letters = Counter("".join(left_over.elements()))
    lost: Counter[str] = Counter()
    for word in missing.elements():
        needed = Counter(word)
        if needed <= letters:
            letters -= needed
        else:
            lost[word] += 1
    return lost
