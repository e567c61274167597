"""The SELECTs that every format is written from: of comments and of anchors, as values and as cells of CSV. They hold
nothing that the selection's audience may not have. Lists and files of a comment are gathered once for the whole
consultation and joined; a subquery a row costs more than all the rest."""

from __future__ import annotations

from digests.tables.columns import (
    ANCHOR_COLUMNS,
    COMMENT_COLUMNS,
    FIELDS,
    LISTS_SHA256,
    REVISION,
    csv_list,
    instant,
    select_list,
)
from digests.tables.selection import Selection

SELECTED = """
FROM comments_comment c
LEFT JOIN accounts_stakeholdergroup g ON g.id = c.stakeholder_group_id
LEFT JOIN jsonb_each_text(%(region_names)s) region_of(code, name) ON region_of.code = c.region
"""
THREAD = "JOIN comments_comment first ON first.id = c.root_id"
SURROUNDINGS = """
JOIN comments_commentrevision v ON v.id = c.current_revision_id
JOIN consultations_consultation n ON n.id = c.consultation_id
JOIN consultations_round o ON o.id = c.round_id
JOIN consultations_draft d ON d.id = c.draft_id
LEFT JOIN comments_comment above ON above.id = c.parent_id
LEFT JOIN jsonb_each_text(%(region_names)s) subregion_of(code, name) ON subregion_of.code = c.subregion
LEFT JOIN jsonb_each_text(%(groupings)s) groupings_of(country, codes) ON groupings_of.country = c.country
"""

# A reply has the place of its thread's first comment.
FIRST_ANCHOR = """
LEFT JOIN comments_anchor a ON a.comment_id = c.root_id AND a.ordinal = 1
LEFT JOIN consultations_provision p ON p.id = a.provision_id
LEFT JOIN consultations_provisiontext t ON t.provision_id = p.id AND t.language = d.language
"""

# Where the first place is in the latest published draft.
CARRIED = """
LEFT JOIN (
    SELECT DISTINCT ON (m.anchor_id) m.anchor_id, f.label AS draft, q.eid, m.state
    FROM comments_anchorplacement m
    JOIN consultations_draft f ON f.id = m.draft_id AND f.state = 'published'
    LEFT JOIN consultations_provision q ON q.id = m.provision_id
    WHERE f.consultation_id = %(consultation)s
    ORDER BY m.anchor_id, f.number DESC
) carried ON carried.anchor_id = a.id
"""
EVERY_ANCHOR = """
JOIN comments_anchor a ON a.comment_id = c.root_id
LEFT JOIN consultations_provision p ON p.id = a.provision_id
"""

# LATERAL gives each object of a list its keys in this order and without blanks between them.
PLACES = """
LEFT JOIN (
    SELECT b.comment_id, json_agg(row_to_json(one) ORDER BY b.ordinal) AS list
    FROM comments_anchor b
    LEFT JOIN consultations_provision e ON e.id = b.provision_id
    CROSS JOIN LATERAL (
        SELECT e.eid AS provision_eid, b.type AS anchor_type, NULLIF(b.quote, '') AS quote, b.start, b."end"
    ) one
    WHERE b.draft_id IN (SELECT id FROM consultations_draft WHERE consultation_id = %(consultation)s)
    {condition}
    GROUP BY b.comment_id
) places ON places.comment_id = c.root_id
"""
EVERY_PLACE = PLACES.format(condition="")
SEVERAL_PLACES = PLACES.format(
    condition="AND b.comment_id IN (SELECT comment_id FROM comments_anchor WHERE ordinal = 2)"
)
ANSWERS = f"""
LEFT JOIN (
    SELECT x.comment_id, json_agg(row_to_json(one) ORDER BY s.created_at, s.id) AS list
    FROM comments_responsetarget x
    JOIN comments_response s ON s.id = x.response_id
    CROSS JOIN LATERAL (
        SELECT s.disposition, s.body_text AS response, {instant("s.created_at")} AS responded_at
    ) one
    WHERE s.consultation_id = %(consultation)s
    GROUP BY x.comment_id
) answers ON answers.comment_id = c.id
"""  # noqa: S608 - made of constants.
FILES = """
LEFT JOIN (
    SELECT owner.id AS comment_id, string_agg(
        replace(replace(%(attachment_url)s, %(url_reference)s, owner.reference), '/0/', '/' || f.id || '/'),
        '; ' ORDER BY f.id
    ) AS urls
    FROM comments_attachment f
    JOIN comments_comment owner ON owner.id = f.comment_id
    WHERE owner.consultation_id = %(consultation)s
    GROUP BY owner.id
) files ON files.comment_id = c.id
"""
IN_READING_ORDER = "ORDER BY first.posted_at, first.id, c.path, c.id"


def comment_table(selection: Selection) -> str:
    """A row a comment with all FIELDS."""
    return _comments(select_list(FIELDS, selection.audience), EVERY_PLACE + ANSWERS + FILES, selection)


def comment_cells(selection: Selection) -> str:
    """As cells of CSV: COMMENT_COLUMNS, then for `contents.jsonl` the status, the revision's number and the hash of
    lists. Of places it gathers those that are several, since the row shows the first."""
    cells = csv_list(COMMENT_COLUMNS, selection.audience)
    entry = f"c.status, {REVISION.sql}, {LISTS_SHA256.sql}"
    return _comments(f"{cells}, {entry}", SEVERAL_PLACES + ANSWERS + FILES, selection)


def anchor_table(selection: Selection) -> str:
    """A row an anchor, comments in the order of the comment table."""
    return _anchors(select_list(ANCHOR_COLUMNS), selection)


def anchor_cells(selection: Selection) -> str:
    """As cells of CSV."""
    return _anchors(csv_list(ANCHOR_COLUMNS), selection)


def _comments(columns: str, lists: str, selection: Selection) -> str:
    sources = SELECTED + THREAD + SURROUNDINGS + FIRST_ANCHOR + CARRIED + lists
    return _select(columns, sources, selection, IN_READING_ORDER)


def _anchors(columns: str, selection: Selection) -> str:
    return _select(columns, SELECTED + THREAD + EVERY_ANCHOR, selection, f"{IN_READING_ORDER}, a.ordinal")


def _select(columns: str, sources: str, selection: Selection, order: str) -> str:
    return "\n".join(("SELECT", columns, sources, "WHERE", selection.condition, order))
