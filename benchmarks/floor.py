"""The least that PostgreSQL needs for the same rows: bare SQL without Django, without a page, without a check."""

from __future__ import annotations

import time
from io import BytesIO
from statistics import median

from django.db import connection

from consultations.models import Consultation, Provision

THREADS = """
SELECT comment.*, revision.*, stakeholder_group.*
FROM (
    SELECT comment_id AS root_id FROM comments_anchor
    WHERE leads AND provision_id = %s ORDER BY posted_at DESC, comment_id DESC LIMIT 20
) AS threads
CROSS JOIN LATERAL (
    SELECT root_id AS id
    UNION ALL
    (SELECT id FROM comments_comment
     WHERE root_id = threads.root_id AND parent_id IS NOT NULL AND status <> 'pending' ORDER BY path LIMIT 3)
) AS shown
JOIN comments_comment AS comment ON comment.id = shown.id
JOIN comments_commentrevision AS revision ON revision.id = comment.current_revision_id
LEFT JOIN accounts_stakeholdergroup AS stakeholder_group ON stakeholder_group.id = comment.stakeholder_group_id
"""
COPY = """
COPY (
    SELECT c.reference, 'https://127.0.0.1/comments/' || c.reference, n.slug, o.number, d.label, p.eid, t.number,
        t.heading, t.text, a.type, a.quote, above.reference, first.reference, c.depth, c.posted_at, c.edited_at,
        c.author_name, c.organisation_name, g.slug, c.country, c.region, c.subregion, c.language, c.channel, c.kind,
        c.position, v.body, v.proposed_wording, c.agree_count, c.disagree_count, c.reply_count,
        (SELECT string_agg(f.id::text, '; ') FROM comments_attachment f WHERE f.comment_id = c.id),
        c.status, c.moderation_reason, NULL, NULL, s.disposition, s.body_text, s.created_at, c.received_at, c.source_id,
        c.late, c.attribution, c.organisation_verified, NULL, NULL, NULL
    FROM comments_comment c
    JOIN comments_comment first ON first.id = c.root_id
    JOIN comments_commentrevision v ON v.id = c.current_revision_id
    JOIN consultations_consultation n ON n.id = c.consultation_id
    JOIN consultations_round o ON o.id = c.round_id
    JOIN consultations_draft d ON d.id = c.draft_id
    LEFT JOIN comments_comment above ON above.id = c.parent_id
    LEFT JOIN accounts_stakeholdergroup g ON g.id = c.stakeholder_group_id
    LEFT JOIN comments_anchor a ON a.comment_id = c.root_id AND a.ordinal = 1
    LEFT JOIN consultations_provision p ON p.id = a.provision_id
    LEFT JOIN consultations_provisiontext t ON t.provision_id = p.id AND t.language = d.language
    LEFT JOIN LATERAL (
        SELECT r.disposition, r.body_text, r.created_at
        FROM comments_responsetarget x JOIN comments_response r ON r.id = x.response_id
        WHERE x.comment_id = c.id ORDER BY r.created_at DESC LIMIT 1
    ) s ON TRUE
    WHERE c.consultation_id = %s AND c.status <> 'pending'
) TO STDOUT (FORMAT csv, HEADER)
"""


class Nowhere(BytesIO):
    def write(self, data: object) -> int:
        return len(data)  # type: ignore[arg-type]  # Bytes, as COPY gives them.


def bare_threads(provision: Provision, *, times: int) -> float:
    """Seconds, in the median, for the rows of a provision's first thread page."""
    taken = []
    with connection.cursor() as cursor:
        for _ in range(times):
            started = time.perf_counter()
            cursor.execute(THREADS, [provision.pk])
            cursor.fetchall()
            taken.append(time.perf_counter() - started)
    return median(taken)


def bare_copy(consultation: Consultation) -> float:
    """Seconds for a COPY of the comment table's columns."""
    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.copy_expert(cursor.mogrify(COPY, [consultation.pk]).decode(), Nowhere())
    return time.perf_counter() - started
