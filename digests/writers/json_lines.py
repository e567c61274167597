"""JSON Lines: one JSON object a line, in UTF-8, made by PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from digests.writers.stream import stream


def write_json_lines(path: Path, sql: str, parameters: Mapping[str, Any], on_row: Callable[[int], None]) -> int:
    """Write the first column of each row as a line and return how many there were."""
    rows = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for rows, (line,) in enumerate(stream(sql, parameters), start=1):
            file.write(line)
            file.write("\n")
            on_row(rows)
    return rows


def read_json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield json.loads(line)
