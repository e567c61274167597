"""A report of an import as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from common.csv_lines import csv_lines

HEAD = ("row", "id", "outcome", "comment_id", "messages")


def report_lines(rows: Iterable[tuple[int, str, str, str, list[dict[str, str]]]]) -> Iterator[str]:
    """`rows` are (row, id in the source, outcome, reference, messages)."""
    return csv_lines(
        HEAD,
        ((line, source, outcome, reference, _said(messages)) for line, source, outcome, reference, messages in rows),
    )


def _said(messages: list[dict[str, str]]) -> str:
    return "; ".join(f"{message['field']}: {message['text']}".removeprefix(": ") for message in messages)
