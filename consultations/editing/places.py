"""Where the words of provisions and pieces stand in the text of their file.

The text still has the signs of its format, so letters and digits alone are compared, in the order of both. A provision
is looked for by its first words, not far behind the one before it unless they are many; where they are not found, its
place is not known and the search goes on from where it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consultations.enums import PlaceUnit
from consultations.readers.draft import Problem, ReadDraft, ReadProvision

LENGTHS = (60, 24, 12)
"""So many letters are looked for, the most first."""

CERTAIN = 24
"""So many letters are hardly any others."""

NEAR = 4_000
"""Letters that few may stand away."""

FAR = 200_000
"""Letters that many may, so that what is in no text takes no time."""


class Letters:
    """The letters and digits of a text, and where each stands in it."""

    def __init__(self, text: str) -> None:
        self.places = [at for at, char in enumerate(text) if char.isalnum()]
        self.letters = "".join(text[at] for at in self.places)

    def find(self, wanted: str, start: int) -> int:
        """-1 where it does not stand there."""
        within = FAR if len(wanted) >= CERTAIN else NEAR
        return self.letters.find(wanted, start, start + within + len(wanted))

    def after(self, words: str, start: int) -> int:
        """Where words that began before `start` end, as far as that can be told."""
        last = words[-LENGTHS[1] :]
        at = self.letters.find(last, max(0, start - len(last)), start + 2 * len(words)) if words else -1
        return max(start, at + len(last)) if at >= 0 else start


def begin_of_line(source: str, at: int) -> int:
    """The signs of a format and brackets before the first letter of a line belong to it."""
    line = source.rfind("\n", 0, at) + 1
    before = source[line:at]
    return at if any(map(str.isalnum, before)) else at - len(before.lstrip())


def places_of(read: ReadDraft) -> list[int | None]:
    """For each provision in the order of `read.walk()`, where it begins in `read.source`, in code points."""
    source = Letters(read.source)
    found: list[int | None] = []
    start = 0
    for provision, _parent, _depth in read.walk():
        at, length = first_words(provision, source, start)
        found.append(begin_of_line(read.source, source.places[at]) if at >= 0 else None)
        start = source.after(only_letters(provision.text), at + length) if at >= 0 else start
    return found


def first_words(provision: ReadProvision, source: Letters, start: int) -> tuple[int, int]:
    """Where they stand among the letters and how many they are. A number that a word processor counts is in no text, so
    the words are looked for with their number and without, as many as can be."""
    text = only_letters(provision.heading + provision.text)
    words = [found for found in (only_letters(provision.number) + text, text) if found]
    for length in LENGTHS:
        for key in dict.fromkeys(found[:length] for found in words):
            if (at := source.find(key, start)) >= 0:
                return at, len(key)
    return -1, 0


def places_of_problems(problems: Sequence[Problem], source: str) -> list[int | None]:
    """Where each piece begins: by its line where the file has lines, else by its words."""
    lines = [0, *(at + 1 for at, char in enumerate(source) if char == "\n")]
    letters = Letters(source)
    return [place_of_problem(problem, source, lines, letters) for problem in problems]


def place_of_problem(problem: Problem, source: str, lines: Sequence[int], letters: Letters) -> int | None:
    first = problem.text.strip().split("\n")[0].strip()
    if problem.unit == PlaceUnit.LINE and 1 <= problem.place <= len(lines):
        begin = lines[problem.place - 1]
        at = source.find(first, begin, lines[problem.place] if problem.place < len(lines) else len(source))
        if first and at >= 0:
            return at
    wanted = only_letters(problem.text)[: LENGTHS[0]]
    at = letters.letters.find(wanted) if len(wanted) >= LENGTHS[-1] else -1
    return letters.places[at] if at >= 0 else None


def end_of(words: str, source: str, start: int) -> int:
    """Where the words end in the source, which has them from `start` on, perhaps with signs between their letters."""
    wanted = only_letters(words)
    if not wanted:
        return start + len(words.strip())
    letters = Letters(source[start : start + 4 * len(words) + 200])
    agreeing = sum(1 for _ in same_from_the_start(wanted, letters.letters))
    if not agreeing:
        return start
    end = start + letters.places[agreeing - 1] + 1
    signs = words.strip()[last_letter(words.strip()) + 1 :]
    return end + len(signs) if signs and source.startswith(signs, end) else end


def last_letter(words: str) -> int:
    return max(at for at, char in enumerate(words) if char.isalnum())


def same_from_the_start(first: str, second: str) -> Iterator[str]:
    for one, other in zip(first, second, strict=False):
        if one != other:
            return
        yield one


def only_letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
