"""Running heads and page numbers: what stands at the same height on several pages, with numbers that count."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import product

from consultations.readers.nouns import named
from consultations.readers.numerals import roman
from consultations.readers.pdf.lines import Line

LOOKED_AT = 3  # lines at the top of a page, and as many at its foot
STEP = 4.0  # points: what differs by less stands at the same height
NUMBER = re.compile(r"\d+")
MOST_NUMBERS = 3  # in one line


def running_lines(pages: Sequence[Sequence[Line]]) -> set[int]:
    """The ids of the lines that are running heads or feet. `pages` are all pages, from the first."""
    if len(pages) < 2:
        return set()
    enough = 2 if len(pages) < 4 else 3
    found: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for number, lines in enumerate(pages):
        for line in edges(lines):
            for key in keys_of(line.text, number):
                found[key, height(line)].append(line)
                found[key, height(line) + 1].append(line)
    running = {id(line): line for same in found.values() if len(same) >= enough for line in same}
    return set(running) | changing_heads(pages, list(running.values()))


def changing_heads(pages: Sequence[Sequence[Line]], running: Sequence[Line]) -> set[int]:
    """Other lines at the very edge, at a height where most pages have a running one: a chapter's name changes."""
    heights = Counter(height(line) for line in running)
    usual = {place for place, count in heights.items() if count * 2 > len(pages)}
    return {id(line) for lines in pages for line in edges(lines, 1) if height(line) in usual}


def edges(lines: Sequence[Line], count: int = LOOKED_AT) -> list[Line]:
    """The uppermost and lowest lines; of a page with few lines each once."""
    ordered = sorted(lines, key=lambda line: -line.baseline)
    return ordered[:count] + ordered[max(count, len(ordered) - count) :]


def height(line: Line) -> int:
    return int(line.baseline // STEP)


def keys_of(text: str, page: int) -> set[str]:
    """The line as it is, and with numbers that count as they are on the page before the first; those of articles count
    too, and are none."""
    words = text.strip()
    if (value := roman(words.strip("-– ."))) is not None and len(words) < 10:
        return {f"roman {value - page}"}
    numbers = NUMBER.findall(words)
    if not numbers or len(numbers) > MOST_NUMBERS or named(words):
        return {words}
    plain = NUMBER.split(words)
    keys = set()
    for counts in product((False, True), repeat=len(numbers)):
        names = [f"<{int(number) - page}>" if own else number for own, number in zip(counts, numbers, strict=True)]
        keys.add("".join(part + name for part, name in zip(plain, [*names, ""], strict=True)))
    return keys
