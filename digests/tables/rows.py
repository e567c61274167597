"""The SELECTs that every format is written from. They differ in what they do with a row, never in which rows."""

from __future__ import annotations

from digests.enums import Audience
from digests.tables.columns import (
    ANCHOR_COLUMNS,
    COMMENT_COLUMNS,
    CellType,
    Column,
    csv_select_list,
    instant,
    select_list,
)
from digests.tables.selection import Selection

COMMENTS = """
FROM comments_comment c
JOIN comments_comment first ON first.id = c.root_id
JOIN comments_commentrevision v ON v.id = c.current_revision_id
JOIN consultations_consultation n ON n.id = c.consultation_id
JOIN consultations_round o ON o.id = c.round_id
JOIN consultations_draft d ON d.id = c.draft_id
LEFT JOIN accounts_stakeholdergroup g ON g.id = c.stakeholder_group_id
LEFT JOIN comments_comment above ON above.id = c.parent_id
"""

# A reply inherits the place of its thread's first comment.
FIRST_ANCHOR = "LEFT JOIN comments_anchor a ON a.comment_id = c.root_id AND a.ordinal = 1"
EVERY_ANCHOR = "JOIN comments_anchor a ON a.comment_id = c.root_id"
PROVISION = """
LEFT JOIN consultations_provision p ON p.id = a.provision_id
LEFT JOIN consultations_provisiontext t ON t.provision_id = p.id AND t.language = d.language
"""
LATEST_RESPONSE = """
LEFT JOIN LATERAL (
    SELECT s.disposition, s.body_text, s.created_at
    FROM comments_responsetarget x JOIN comments_response s ON s.id = x.response_id
    WHERE x.comment_id = c.id ORDER BY s.created_at DESC, s.id DESC LIMIT 1
) answer ON TRUE
"""
IN_READING_ORDER = "ORDER BY first.posted_at, first.id, c.path, c.id"

# Lists of the JSON records. LATERAL gives each object its keys in this order and without blanks between them.
ALL_ANCHORS = """(
    SELECT COALESCE(json_agg(row_to_json(one) ORDER BY b.ordinal), '[]')
    FROM comments_anchor b
    LEFT JOIN consultations_provision e ON e.id = b.provision_id
    CROSS JOIN LATERAL (
        SELECT e.eid AS provision_eid, b.type AS anchor_type, NULLIF(b.quote, '') AS quote, b.start, b."end"
    ) one
    WHERE b.comment_id = c.root_id
)"""
ALL_RESPONSES = f"""(
    SELECT COALESCE(json_agg(row_to_json(one) ORDER BY s.created_at, s.id), '[]')
    FROM comments_responsetarget x
    JOIN comments_response s ON s.id = x.response_id
    CROSS JOIN LATERAL (
        SELECT s.disposition, s.body_text AS response, {instant("s.created_at")} AS responded_at
    ) one
    WHERE x.comment_id = c.id
)"""  # noqa: S608 - made of constants.


def comment_table(selection: Selection) -> str:
    """A row a comment, with values of the columns' types."""
    return _comments(select_list(COMMENT_COLUMNS, selection.audience), selection)


def comment_table_for_csv(selection: Selection) -> str:
    return _comments(csv_select_list(COMMENT_COLUMNS, selection.audience), selection)


def anchor_table(selection: Selection) -> str:
    """A row an anchor, comments in the order of the comment table."""
    return _anchors(select_list(ANCHOR_COLUMNS, selection.audience), selection)


def anchor_table_for_csv(selection: Selection) -> str:
    return _anchors(csv_select_list(ANCHOR_COLUMNS, selection.audience), selection)


def json_lines(selection: Selection) -> str:
    """One JSON object a comment: the columns, then `anchors` and `responses` in full."""
    return _comments("row_to_json(line)::text", selection, _record(selection.audience))


def contents(selection: Selection) -> str:
    """One JSON object a comment: its id, revision and status, and the SHA-256 of the line that it has, or would have,
    in a public digest's JSON Lines."""
    digest = "encode(sha256(convert_to(row_to_json(line)::text, 'UTF8')), 'hex')"
    entry = f"""CROSS JOIN LATERAL (
        SELECT c.reference AS comment_id, v.number AS revision, c.status, {digest} AS sha256
    ) entry"""
    return _comments("row_to_json(entry)::text", selection, _record(Audience.PUBLIC) + entry)


def _record(audience: Audience) -> str:
    responses = Column("responses", ALL_RESPONSES, CellType.LIST, withheld=True)
    columns = (*COMMENT_COLUMNS, Column("anchors", ALL_ANCHORS, CellType.LIST), responses)
    return f"CROSS JOIN LATERAL (SELECT {select_list(columns, audience)}) line\n"


def _comments(columns: str, selection: Selection, more_sources: str = "") -> str:
    sources = COMMENTS + FIRST_ANCHOR + PROVISION + LATEST_RESPONSE + more_sources
    return _select(columns, sources, selection, IN_READING_ORDER)


def _anchors(columns: str, selection: Selection) -> str:
    return _select(columns, COMMENTS + EVERY_ANCHOR + PROVISION, selection, f"{IN_READING_ORDER}, a.ordinal")


def _select(columns: str, sources: str, selection: Selection, order: str) -> str:
    return "\n".join(("SELECT", columns, sources, "WHERE", selection.condition, order))
