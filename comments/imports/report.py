"""A report of an import as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from common.formulas import inert

HEAD = ("row", "id", "outcome", "comment_id", "messages")


class _Line:
    """What `csv.writer` writes to: the last line, to be taken at once."""

    def write(self, text: str) -> str:
        return text


def report_lines(rows: Iterable[tuple[int, str, str, str, list[dict[str, str]]]]) -> Iterator[str]:
    """CSV after RFC 4180, a line at a time; `rows` are (row, id in the source, outcome, reference, messages).

    Text that a spreadsheet would run as a formula gets one ' in front, as in the comment table.
    """
    writer = csv.writer(_Line())
    yield writer.writerow(HEAD)
    for line, source_id, outcome, reference, messages in rows:
        said = "; ".join(f"{message['field']}: {message['text']}".removeprefix(": ") for message in messages)
        yield writer.writerow([line, inert(source_id), outcome, reference, inert(said)])
