"""The pages of a text made for a printer: their heads and feet taken out, and what stood on both sides joined."""

import re
from collections import Counter
from dataclasses import dataclass

from consultations.enums import ProblemReason
from consultations.readers.draft import Problem

FOOT = re.compile(r"\S.*\[Page\s+(?:\d+|[ivxlc]+)\]\s*$|^\s*\[Page\s+(?:\d+|[ivxlc]+)\]\s*$", re.IGNORECASE)
COLUMNS = re.compile(r"\S\s{3,}\S")
FULL = 66  # columns: a line that ends before them ends a paragraph, if the page ends too
SENTENCE_END = (".", ":", ";", "?", "!", ".)", ".”", '."')


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A line of the file, with its place from 1."""

    place: int
    text: str


def without_pages(text: str) -> tuple[list[NumberedLine], list[Problem], int]:
    """The lines of the text alone, the running heads and feet as one problem, and how many pages there were."""
    lines = [NumberedLine(place, line.rstrip()) for place, line in enumerate(text.split("\n"), start=1)]
    kept: list[NumberedLine] = []
    running: list[NumberedLine] = []
    heads = heads_of(lines)
    breaks = 0
    waiting = False  # for the first words of a page
    for line in lines:
        words = line.text.replace("\f", "").strip()
        if FOOT.search(words):
            running.append(line)
            waiting = True
        elif waiting and words and as_head(words) in heads:
            running.append(line)
        elif waiting and words:
            close_page(kept, NumberedLine(line.place, line.text.replace("\f", "")))
            waiting, breaks = False, breaks + 1
        elif not waiting and "\f" in line.text and not words:
            waiting = True
        elif not waiting:
            kept.append(NumberedLine(line.place, line.text.replace("\f", "")))
    if not running:
        return kept, [], 0
    words = "\n".join(line.text.replace("\f", "").strip() for line in running)
    return kept, [Problem(running[0].place, words, ProblemReason.RUNNING_HEAD)], breaks + 1


def heads_of(lines: list[NumberedLine]) -> set[str]:
    """What stands first on several pages; on the second of only two, what stands there in columns."""
    firsts: Counter[str] = Counter()
    waiting = False
    for line in lines:
        words = line.text.replace("\f", "").strip()
        if FOOT.search(words) or (not words and "\f" in line.text):
            waiting = True
        elif words and (waiting or "\f" in line.text):
            firsts[as_head(words)] += 1
            waiting = False
    return {head for head, count in firsts.items() if count > 1 or (len(firsts) == 1 and COLUMNS.search(head))}


def as_head(words: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s{3,}", "   ", words))


def close_page(kept: list[NumberedLine], first: NumberedLine) -> None:
    """Take away the empty lines at the page's end, unless a paragraph ends there too."""
    while kept and not kept[-1].text:
        kept.pop()
    if kept and not goes_on(kept[-1].text, first.text):
        kept.append(NumberedLine(first.place, ""))
    kept.append(first)


def goes_on(last: str, first: str) -> bool:
    """Whether a paragraph's next line is `first`: a sentence in its midst, or a full line at the same indentation."""
    if not first.startswith(" ") or not last.startswith(" "):
        return False
    word = first.split()[0]
    ended = last.endswith(SENTENCE_END)
    same = len(first) - len(first.lstrip()) == len(last) - len(last.lstrip())
    if word[0].islower() and len(word) > 1:
        return not ended
    return same and len(last) + len(word) >= FULL and not (ended and len(last) + len(word) < FULL + 6)
