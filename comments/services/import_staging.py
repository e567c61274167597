from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection

from comments.imports.reading import ReadComment
from comments.imports.row import Problem

PAGE = 500

CREATE = """
CREATE TEMPORARY TABLE staged_comment (
    line integer PRIMARY KEY,
    source_id text NOT NULL,
    parent_id text NOT NULL,
    comment text NOT NULL,
    messages text NOT NULL,
    present bigint,
    first_line integer,
    level integer,
    orphan boolean NOT NULL DEFAULT false
)
"""
ADD = """
INSERT INTO staged_comment (line, source_id, parent_id, comment, messages)
SELECT * FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[])
"""
TELL_COPIES_APART = """
UPDATE staged_comment AS staged SET source_id = staged.source_id || '-' || copy.number
FROM (SELECT line, row_number() OVER (PARTITION BY source_id ORDER BY line) AS number FROM staged_comment) AS copy
WHERE copy.line = staged.line AND copy.number > 1
"""
FIND_REPEATED_IDS = """
UPDATE staged_comment AS staged SET first_line = first.line
FROM (SELECT source_id, min(line) AS line FROM staged_comment GROUP BY source_id HAVING count(*) > 1) AS first
WHERE first.source_id = staged.source_id AND staged.line > first.line
"""
FIND_PRESENT = """
UPDATE staged_comment AS staged SET present = comment.id
FROM comments_comment AS comment
WHERE comment.consultation_id = %s AND comment.source = %s AND comment.source_id = staged.source_id
AND staged.first_line IS NULL
"""
START_THREADS = """
UPDATE staged_comment AS staged SET level = 0
WHERE staged.present IS NULL AND staged.first_line IS NULL AND (staged.parent_id = '' OR EXISTS (
    SELECT FROM comments_comment AS comment
    WHERE comment.consultation_id = %s AND comment.source = %s AND comment.source_id = staged.parent_id
    AND comment.round_id = %s))
"""
START_ORPHANS = """
UPDATE staged_comment AS staged SET level = 0, orphan = true
WHERE staged.present IS NULL AND staged.first_line IS NULL AND staged.level IS NULL AND NOT EXISTS (
    SELECT FROM staged_comment AS parent
    WHERE parent.source_id = staged.parent_id AND parent.present IS NULL AND parent.first_line IS NULL)
"""
FOLLOW_PARENTS = """
WITH RECURSIVE thread (line, source_id, level) AS (
    SELECT line, source_id, level FROM staged_comment WHERE level = 0
    UNION ALL
    SELECT reply.line, reply.source_id, thread.level + 1
    FROM thread JOIN staged_comment AS reply ON reply.parent_id = thread.source_id
    WHERE reply.level IS NULL AND reply.present IS NULL AND reply.first_line IS NULL
)
UPDATE staged_comment AS staged SET level = thread.level FROM thread
WHERE thread.line = staged.line AND staged.level IS NULL
"""
COLUMNS = "line, source_id, parent_id, comment, messages, present, first_line, orphan"


@dataclass(frozen=True)
class StagedComment:
    """A readable row on its way in. `present` is the comment that has its id already, `first_line` the row of the file
    that does; `orphan` says that it has a parent which is nowhere to be found."""

    line: int
    source_id: str
    parent_id: str
    comment: ReadComment
    messages: list[dict[str, str]]
    present: int | None
    first_line: int | None
    orphan: bool


class Staging:
    """The readable rows of one import in a temporary table of this connection: threads are put together there, in SQL,
    so that memory does not grow with rows."""

    def __enter__(self) -> Staging:
        self._run("DROP TABLE IF EXISTS staged_comment")
        self._run(CREATE)
        return self

    def __exit__(self, *_: object) -> None:
        if connection.is_usable() and not connection.needs_rollback:
            self._run("DROP TABLE IF EXISTS staged_comment")

    def add(self, rows: Sequence[tuple[int, ReadComment, list[Problem]]]) -> None:
        lines = [line for line, _, _ in rows]
        ids = [comment.source_id for _, comment, _ in rows]
        parents = [comment.parent_id for _, comment, _ in rows]
        comments = [json.dumps(asdict(comment)) for _, comment, _ in rows]
        messages = [json.dumps([problem.as_json() for problem in problems]) for _, _, problems in rows]
        self._run(ADD, [lines, ids, parents, comments, messages])

    def arrange(self, *, consultation_id: int, round_id: int, source: str, ids_from_content: bool) -> None:
        """Find what is there already and how deep each reply stands. With ids made from content, equal rows are
        different comments; else the first row of an id counts."""
        if ids_from_content:
            self._run(TELL_COPIES_APART)
        self._run("CREATE INDEX ON staged_comment (source_id)")
        self._run("CREATE INDEX ON staged_comment (parent_id)")
        self._run("ANALYZE staged_comment")
        self._run(FIND_REPEATED_IDS)
        self._run(FIND_PRESENT, [consultation_id, source])
        self._run(START_THREADS, [consultation_id, source, round_id])
        self._run(START_ORPHANS)
        self._run(FOLLOW_PARENTS)

    def count_new(self) -> int:
        return int(self._all("SELECT count(*) FROM staged_comment WHERE level IS NOT NULL")[0][0])

    def deepest(self) -> int:
        """The deepest level; -1 when nothing is new."""
        return int(self._all("SELECT coalesce(max(level), -1) FROM staged_comment")[0][0])

    def not_new(self) -> Iterator[list[StagedComment]]:
        """Rows that are there already, repeat another row's id, or belong to a circle of parents."""
        return self._pages("level IS NULL")

    def new_at(self, level: int) -> Iterator[list[StagedComment]]:
        """New comments of one level; their parents are those of the levels before, or in the database."""
        return self._pages(f"level = {level:d}")

    def _pages(self, condition: str) -> Iterator[list[StagedComment]]:
        after = -1
        query = f"SELECT {COLUMNS} FROM staged_comment WHERE {condition} AND line > %s ORDER BY line LIMIT {PAGE}"  # noqa: S608  # parts of this module
        while rows := self._all(query, [after]):
            after = int(rows[-1][0])
            yield [_staged(row) for row in rows]

    def _run(self, statement: str, values: Sequence[Any] = ()) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, list(values))

    def _all(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(query, list(values))
            return list(cursor.fetchall())


def _staged(row: tuple[Any, ...]) -> StagedComment:
    line, source_id, parent_id, comment, messages, present, first_line, orphan = row
    return StagedComment(
        line=line,
        source_id=source_id,
        parent_id=parent_id,
        comment=ReadComment(**json.loads(comment)),
        messages=json.loads(messages),
        present=present,
        first_line=first_line,
        orphan=orphan,
    )
