"""Counts that stand in columns of comments and of their anchors: how each is counted anew, and set."""

from __future__ import annotations

from dataclasses import dataclass

REPLIES = """
WITH RECURSIVE above (id, parent_id) AS (
    SELECT parent.id, parent.parent_id
    FROM comments_comment AS reply
    JOIN comments_comment AS parent ON parent.id = reply.parent_id
    WHERE reply.status = 'published'
    UNION ALL
    SELECT parent.id, parent.parent_id
    FROM above
    JOIN comments_comment AS parent ON parent.id = above.parent_id
),
counted AS (
    SELECT comment.id, comment.reference, coalesce(found.count, 0) AS count
    FROM comments_comment AS comment
    LEFT JOIN (SELECT id, count(*)::int AS count FROM above GROUP BY id) AS found ON found.id = comment.id
)
"""

REACTIONS = """
WITH counted AS (
    SELECT comment.id, comment.reference,
        comment.{opinion}_imported + count(reaction.id) FILTER (WHERE reaction.value = '{opinion}') AS count
    FROM comments_comment AS comment
    LEFT JOIN comments_reaction AS reaction ON reaction.comment_id = comment.id
    GROUP BY comment.id
)
"""
AGREEMENTS, DISAGREEMENTS = REACTIONS.format(opinion="agree"), REACTIONS.format(opinion="disagree")


@dataclass(frozen=True)
class CountedColumn:
    """`counted` makes a table of that name: a comment's id and reference, and what its `column` should be. The column
    stands in `table`, whose `comment` is the comment's id there."""

    what: str
    counted: str
    column: str
    table: str = "comments_comment"
    comment: str = "id"

    @property
    def differing(self) -> str:
        """Rows that are wrong: primary key, the comment's reference, the number kept and the number counted."""
        return (
            f"{self.counted} SELECT kept.id, counted.reference, kept.{self.column}, counted.count"  # noqa: S608  # our own names
            f" FROM {self.table} AS kept JOIN counted ON counted.id = kept.{self.comment}"
            f" WHERE kept.{self.column} <> counted.count ORDER BY kept.id"
        )

    @property
    def mend(self) -> str:
        """Takes the right number and the primary key."""
        return f"UPDATE {self.table} SET {self.column} = %s WHERE id = %s"  # noqa: S608  # our own names


ON_ANCHORS = {"table": "comments_anchor", "comment": "comment_id"}

COLUMNS = (
    CountedColumn("replies of", REPLIES, "reply_count"),
    CountedColumn("replies at a place of", REPLIES, "reply_count", **ON_ANCHORS),
    CountedColumn("agreement with", AGREEMENTS, "agree_count"),
    CountedColumn("disagreement with", DISAGREEMENTS, "disagree_count"),
    CountedColumn("agreement at a place of", AGREEMENTS, "agree_count", **ON_ANCHORS),
)
