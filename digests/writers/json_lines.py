"""JSON Lines: one JSON object a line, in UTF-8."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

import orjson

from digests.writers.row_file import RowFile


class JsonLines(RowFile):
    """`line` makes the JSON object of a row."""

    def __init__(self, path: Path, line: Callable[[Sequence[Any]], bytes]) -> None:
        super().__init__(path, path.open("wb"))
        self._line = line

    def add(self, row: Sequence[Any]) -> None:
        self._file.write(self._line(row) + b"\n")
        self.rows += 1


def read_json_lines(path: Path, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The named values of a written file, line by line; null is the empty string."""
    values = itemgetter(*names)
    with path.open("rb") as file:
        for line in file:
            yield tuple([value or "" for value in values(orjson.loads(line))])
