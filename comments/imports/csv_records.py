from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

CELL_LIMIT = 1_000_000
RECORD_LIMIT = 8_000_000
CELLS_LIMIT = 5_000


@dataclass(frozen=True)
class Dialect:
    delimiter: str = ","
    quote: str = '"'


@dataclass
class Record:
    """The cells between two line ends. `overlong` are the positions of cells of which only the start was kept."""

    cells: list[str] = field(default_factory=list)
    overlong: list[int] = field(default_factory=list)
    unclosed: bool = False

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)


def records(chunks: Iterable[str], dialect: Dialect) -> Iterator[Record]:
    """The records of a CSV file after RFC 4180, as lenient as spreadsheets are.

    The standard library's reader loses its place after an overlong field and holds the field in memory first; this one
    keeps the first million characters of a cell, passes over the rest and goes on with the next cell. A quotation mark
    inside an unquoted cell is itself.
    """
    scanner = _Scanner(dialect)
    split = re.compile(f"([{re.escape(dialect.delimiter)}{re.escape(dialect.quote)}\r\n])").split
    for chunk in chunks:
        for piece in split(chunk):
            if piece and (record := scanner.feed(piece)):
                yield record
    if last := scanner.end():
        yield last


class _Scanner:
    def __init__(self, dialect: Dialect) -> None:
        self.delimiter = dialect.delimiter
        self.quote = dialect.quote
        self.in_quotes = self.after_quote = self.after_return = False
        self.record = Record()
        self.room = RECORD_LIMIT
        self.parts: list[str] = []
        self.size = 0
        self.kept = True
        self.was_quoted = False

    def feed(self, piece: str) -> Record | None:
        """Take one piece: a delimiter, a quotation mark, half a line end, or a piece of text."""
        if self.in_quotes:
            if piece == self.quote:
                self.in_quotes, self.after_quote = False, True
            else:
                self._take(piece)
            return None
        after_quote, self.after_quote = self.after_quote, False
        after_return, self.after_return = self.after_return, piece == "\r"
        if piece == self.quote:
            self._meet_quote(after_quote)
        elif piece == self.delimiter:
            self._end_cell()
        elif piece == "\n" and after_return:
            pass
        elif piece in {"\r", "\n"}:
            return self._end_record()
        else:
            self._take(piece)
        return None

    def end(self) -> Record | None:
        """What stands after the last line end, if anything does."""
        if not (self.record.cells or self.size or self.was_quoted):
            return None
        self.record.unclosed = self.in_quotes
        return self._end_record()

    def _meet_quote(self, after_quote: bool) -> None:
        if after_quote:  # A doubled mark stands for one.
            self._take(self.quote)
            self.in_quotes = True
        elif not self.size and not self.was_quoted:
            self.in_quotes = self.was_quoted = True
        else:
            self._take(self.quote)

    def _take(self, text: str) -> None:
        room = min(CELL_LIMIT - self.size, self.room)
        if room > 0:
            self.parts.append(text[:room])
            self.room -= min(len(text), room)
        self.kept = self.kept and len(text) <= room
        self.size += len(text)

    def _start_record(self) -> None:
        self.record = Record()
        self.room = RECORD_LIMIT
        self._start_cell()

    def _start_cell(self) -> None:
        self.parts = []
        self.size = 0
        self.kept = True
        self.was_quoted = False

    def _end_cell(self) -> None:
        if len(self.record.cells) < CELLS_LIMIT:
            if not self.kept:
                self.record.overlong.append(len(self.record.cells))
            self.record.cells.append("".join(self.parts))
        self._start_cell()

    def _end_record(self) -> Record:
        self._end_cell()
        record = self.record
        self._start_record()
        return record
