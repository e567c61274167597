"""`Comment.reply_count`: how many published comments stand below one, at any depth; with its copy on anchors."""

from __future__ import annotations

from collections import Counter

from django.db import connection

LOCK = """
WITH RECURSIVE above (id, parent_id, replies) AS (
    SELECT comment.id, comment.parent_id, new.replies
    FROM unnest(%s::bigint[], %s::int[]) AS new (parent_id, replies)
    JOIN comments_comment AS comment ON comment.id = new.parent_id
    UNION ALL
    SELECT comment.id, comment.parent_id, above.replies
    FROM above
    JOIN comments_comment AS comment ON comment.id = above.parent_id
),
total AS MATERIALIZED (SELECT id, sum(replies)::int AS replies FROM above GROUP BY id)
SELECT comment.id, total.replies
FROM comments_comment AS comment
JOIN total ON total.id = comment.id
ORDER BY comment.id
FOR NO KEY UPDATE OF comment
"""

ADD = """
WITH counted AS (
    UPDATE comments_comment AS comment
    SET reply_count = comment.reply_count + new.replies
    FROM unnest(%s::bigint[], %s::int[]) AS new (id, replies)
    WHERE comment.id = new.id
    RETURNING comment.id, comment.parent_id, comment.reply_count
)
UPDATE comments_anchor AS anchor
SET reply_count = counted.reply_count
FROM counted
WHERE anchor.comment_id = counted.id AND counted.parent_id IS NULL
"""
"""Anchors are written by whoever holds their comment."""


def lock_with_ancestors(comment_id: int) -> None:
    """Hold a comment and all its ancestors until the transaction ends, in the order in which every writer takes
    them."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [[comment_id], [0]])


def count_replies(parents: Counter[int]) -> None:
    """Add so many published replies below each parent (by primary key) to it and to all its ancestors; a negative
    number takes them away.

    The rows are locked in the order of their keys before any is written, so that two writers in one thread wait in line
    and never for each other.
    """
    if not parents:
        return
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [list(parents.keys()), list(parents.values())])
        rows = cursor.fetchall()
        cursor.execute(ADD, [[pk for pk, _ in rows], [replies for _, replies in rows]])
