"""JSON Lines: one JSON object a line, in UTF-8."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson


class JsonLines:
    """`line` makes the JSON object of a row."""

    def __init__(self, path: Path, line: Callable[[Sequence[Any]], bytes]) -> None:
        self.path = path
        self.rows = 0
        self._line = line
        self._file = path.open("wb")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, row: Sequence[Any]) -> None:
        self._file.write(self._line(row) + b"\n")
        self.rows += 1


def read_json_lines(path: Path, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The named values of a written file, line by line; null is the empty string."""
    values = itemgetter(*names)
    with path.open("rb") as file:
        for line in file:
            yield tuple([value or "" for value in values(orjson.loads(line))])
