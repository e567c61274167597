from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from comments.imports.csv_records import CELL_LIMIT
from comments.imports.encoding import Encoding, detect, text_chunks
from comments.imports.row import Row, error

LINE_LIMIT = 8_000_000


def rows_of_jsonl(file: BinaryIO, *, encoding: str = "") -> Iterator[Row]:
    """One object a line; the first line is number 1. An object inside an object gives columns such as `author.name`."""
    codec = Encoding(encoding) if encoding else detect(file)
    for number, line in enumerate(_lines(text_chunks(file, codec)), start=1):
        if line is None:
            text = _("The line is longer than %(limit)s characters.") % {"limit": f"{LINE_LIMIT:,}"}
            yield Row(number, {}, [error("", text)])
        elif line.strip():
            yield _row(number, line)


def _row(number: int, line: str) -> Row:
    try:
        parsed = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError) as mistake:
        where = getattr(mistake, "colno", 0)
        return Row(number, {}, [error("", _("The line is not JSON (column %(column)d).") % {"column": where})])
    if not isinstance(parsed, dict):
        return Row(number, {}, [error("", _("The line is not a JSON object with names and values."))])
    values = dict(_flat("", parsed))
    long = [name for name, value in values.items() if len(value) > CELL_LIMIT]
    text = _("The value is longer than %(limit)s characters.") % {"limit": f"{CELL_LIMIT:,}"}
    return Row(
        number, {**values, **{name: values[name][:CELL_LIMIT] for name in long}}, [error(name, text) for name in long]
    )


def _flat(prefix: str, found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in found.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            yield from _flat(f"{name}.", value)
        else:
            yield name, _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value):
        return "; ".join(_text(item) for item in value)
    return json.dumps(value, ensure_ascii=False)


def _lines(chunks: Iterable[str]) -> Iterator[str | None]:
    """Lines without their ends; None for one that is longer than the limit, of which no more than that is held."""
    held: list[str] = []
    size = 0
    for chunk in chunks:
        first, *others = chunk.split("\n")
        held.append(first if size < LINE_LIMIT else "")
        size += len(first)
        for piece in others:
            yield None if size > LINE_LIMIT else "".join(held)
            held, size = [piece], len(piece)
        if size > LINE_LIMIT:
            held = []
    if size:
        yield None if size > LINE_LIMIT else "".join(held)
