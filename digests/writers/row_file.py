"""What the files that are written row by row have in common."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self


class RowFile:
    """A file that is open for writing until its `with` ends; `rows` counts those added."""

    def __init__(self, path: Path, file: IO[Any]) -> None:
        self.path = path
        self.rows = 0
        self._file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
