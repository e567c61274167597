from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from comments.enums import RowOutcome
from comments.imports.row import Level
from comments.models import CommentImport, ImportRow

WARNED = "warned"
"""The filter for rows that were created and have something to say; the others are outcomes."""


def report_rows(comment_import: CommentImport, *, show: str = "") -> QuerySet[ImportRow]:
    """The rows of a report: all, those of one outcome, or those with a warning. Unknown filters show all."""
    rows = comment_import.rows.select_related("comment")
    if show in RowOutcome.values:
        return rows.filter(outcome=show)
    return rows.filter(_created_with_warning()) if show == WARNED else rows


def rows_with_something_to_say(comment_import: CommentImport) -> Iterator[dict[str, Any]]:
    """What was rejected or created with a warning, in the file's order, as plain values."""
    rows = comment_import.rows.filter(Q(outcome=RowOutcome.REJECTED) | _created_with_warning()).order_by("line")
    for row in rows.iterator(chunk_size=1000):
        yield {"line": row.line, "source_id": row.source_id, "outcome": row.outcome, "messages": row.messages}


def report_values(
    comment_import: CommentImport, *, show: str = ""
) -> Iterator[tuple[int, str, str, str, list[dict[str, str]]]]:
    """The rows of a report in the file's order as (row, id, outcome, reference of the comment, messages)."""
    rows = report_rows(comment_import, show=show).order_by("line")
    for row in rows.iterator(chunk_size=1000):
        yield row.line, row.source_id, row.outcome, row.comment.reference if row.comment else "", row.messages


def _created_with_warning() -> Q:
    return Q(outcome=RowOutcome.CREATED, messages__contains=[{"level": Level.WARNING.value}])
