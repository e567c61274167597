"""Runs of lines between empty ones, and what their shape says: a figure, a table of contents, a list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from consultations.readers.rfc.pages import NumberedLine

LEADERS = re.compile(r"\S\s*(?:\.\s?){4,}\s*\S+$")
DRAWN = re.compile(
    r"\+[-=]{2,}|(?:\+[-=]){2,}|[-=]{3,}\+|--+>|<--+|::=|^\s*[|/\\].*[|/\\]\s*$|^\s*\|.*|[─-╿]|\S\s+\|\s+\S|[{};]\s*$|={4,}|-{5,}"
)
GAP = re.compile(r"[^\s.?!:;]\s{3,}\S")
ITEM = re.compile(
    r"(?P<marker>[o*+•-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\d{1,3}(?:\.\d{1,3})+\.?|\[\d+\])\s+(?=\S)"
)
WIDTH = 72
ENDS = (".", ":", ";", ",")


@dataclass(frozen=True)
class Chunk:
    lines: tuple[NumberedLine, ...]

    @property
    def place(self) -> int:
        return self.lines[0].place

    @property
    def indent(self) -> int:
        return indent_of(self.lines[0].text)

    @property
    def first(self) -> str:
        return self.lines[0].text.strip()

    @cached_property
    def words(self) -> str:
        """The lines as one. A hyphen at a line's end is one that the word has: this style breaks no words."""
        return joined([line.text for line in self.lines])

    @cached_property
    def is_contents(self) -> bool:
        """Lines that lead to a page by dots."""
        return sum(LEADERS.search(line.text) is not None for line in self.lines) > len(self.lines) / 3

    @cached_property
    def is_drawn(self) -> bool:
        """A figure, a table, code, an address: lines that were not broken where the margin is, or that have gaps."""
        texts = [line.text for line in self.lines]
        drawn = sum(DRAWN.search(text) is not None for text in texts)
        gaps = sum(GAP.search(text.strip()) is not None for text in texts)
        if drawn > len(texts) / 3 or gaps > len(texts) / 2:
            return True
        if len(texts) < 2:
            return False
        return len({indent_of(text) for text in texts[1:]}) > 2 or self.breaks > (len(texts) - 1) / 2

    @property
    def breaks(self) -> int:
        """Lines that end though the first word of the next had its place on them."""
        pairs = zip(self.lines, self.lines[1:], strict=False)
        return sum(is_broken(line.text, after.text) for line, after in pairs)

    def items(self) -> Iterator["Chunk"]:
        """The chunk, cut where lines at the first one's indentation begin with a number or a bullet as it does."""
        starts = [0]
        if ITEM.match(self.first):
            pairs = enumerate(zip(self.lines, self.lines[1:], strict=False), start=1)
            starts += [index for index, (line, after) in pairs if self.begins_item(line.text, after.text)]
        for start, end in zip(starts, [*starts[1:], len(self.lines)], strict=True):
            yield Chunk(self.lines[start:end])

    def begins_item(self, line: str, after: str) -> bool:
        """An item at the first one's indentation; one further in only where the line before could end a paragraph."""
        if not ITEM.match(after.strip()):
            return False
        return indent_of(after) == self.indent or (indent_of(after) > self.indent and line.endswith(ENDS))


def is_broken(text: str, after: str) -> bool:
    return len(text) + 1 + len(after.split()[0]) <= WIDTH - 8


def indent_of(text: str) -> int:
    return len(text) - len(text.lstrip())


def joined(lines: Sequence[str]) -> str:
    text = ""
    for line in lines:
        words = " ".join(line.split())
        text += words if not text or re.search(r"\w-$", text) else f" {words}"
    return text


def chunks_of(lines: list[NumberedLine]) -> list[Chunk]:
    chunks: list[Chunk] = []
    current: list[NumberedLine] = []
    for line in [*lines, NumberedLine(0, "")]:
        if line.text.strip():
            current.append(line)
        elif current:
            chunks.append(Chunk(tuple(current)))
            current = []
    return chunks
